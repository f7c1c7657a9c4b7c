package io.bactrian.cohort.configuration;

/**
 * What a training does before and beside fitting a network.
 *
 * @param printSummary whether the layers are described first: {@code model: print_summary}
 * @param initialWeights absolute path of a safetensors file or model folder to start from, or null
 *     for random weights: {@code initial_weights}
 * @param saveTraining whether patches of the first epoch are kept to be looked at: {@code
 *     save_training}
 * @param findLearningRate whether {@code learning_rate} is chosen by a test of many: {@code
 *     auto_lr_find}
 * @param findBatchSize whether {@code batch_size} is the largest that can be done: {@code
 *     auto_batch_size_find}
 * @param devices what the training computes on: {@code accelerator}, {@code devices}
 */
public record TrainingAids(
    boolean printSummary,
    String initialWeights,
    boolean saveTraining,
    boolean findLearningRate,
    boolean findBatchSize,
    DeviceSettings devices) {
  /** Nothing beside the training. */
  public static final TrainingAids NONE =
      new TrainingAids(false, null, false, false, false, DeviceSettings.AUTO);

  public TrainingAids withPrintSummary(boolean value) {
    return new TrainingAids(
        value, initialWeights, saveTraining, findLearningRate, findBatchSize, devices);
  }

  /** Starts from these weights. */
  public TrainingAids withInitialWeights(String path) {
    return new TrainingAids(
        printSummary, path, saveTraining, findLearningRate, findBatchSize, devices);
  }

  public TrainingAids withSaveTraining(boolean value) {
    return new TrainingAids(
        printSummary, initialWeights, value, findLearningRate, findBatchSize, devices);
  }

  /** Finds the learning rate, the batch size, both or none. */
  public TrainingAids withFinders(boolean learningRate, boolean batchSize) {
    return new TrainingAids(
        printSummary, initialWeights, saveTraining, learningRate, batchSize, devices);
  }

  /** Computes on these. */
  public TrainingAids withDevices(DeviceSettings newDevices) {
    return new TrainingAids(
        printSummary, initialWeights, saveTraining, findLearningRate, findBatchSize, newDevices);
  }
}
