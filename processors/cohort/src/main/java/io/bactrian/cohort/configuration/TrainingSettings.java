package io.bactrian.cohort.configuration;

import java.util.Arrays;
import java.util.List;

/**
 * How long and on what patches a network is trained.
 *
 * @param epochs {@code num_epochs}
 * @param batchSize patches a step: {@code batch_size}
 * @param patience epochs without a better validation score before training stops
 * @param patchSize x, y, z in voxels; z is 1 in 2D
 * @param seed of folds, initial weights, sampling and augmentation
 * @param clipMode {@code none}, {@code norm} (of all gradients together) or {@code value} (each)
 * @param clip largest norm or value; without meaning when the mode is none
 * @param weightAveraging decay a step of the exponential moving average of the weights that is
 *     validated and stored; 0 for none
 * @param accumulation batches whose mean gradient makes a step: {@code accumulate_batches}
 * @param workers threads that sample and augment; 0 to choose by the processor
 * @param saveOutput whether label maps and probabilities of validation subjects are kept, and
 *     inference writes probabilities beside label maps
 * @param monitor the metric of the validation, or {@code loss}, that chooses the best epoch
 */
public record TrainingSettings(
    int epochs,
    int batchSize,
    int patience,
    int[] patchSize,
    long seed,
    String clipMode,
    double clip,
    double weightAveraging,
    int accumulation,
    int workers,
    boolean saveOutput,
    String monitor) {
  public TrainingSettings {
    patchSize = patchSize.clone();
  }

  /** The best epoch of which has the best Dice. */
  public TrainingSettings(
      int epochs,
      int batchSize,
      int patience,
      int[] patchSize,
      long seed,
      String clipMode,
      double clip,
      double weightAveraging,
      int accumulation,
      int workers,
      boolean saveOutput) {
    this(
        epochs,
        batchSize,
        patience,
        patchSize,
        seed,
        clipMode,
        clip,
        weightAveraging,
        accumulation,
        workers,
        saveOutput,
        "dice");
  }

  /** GaNDLF's defaults: 100 epochs, batches of one patch, no early stop, no clipping. */
  public static TrainingSettings of(int... patchSize) {
    return new TrainingSettings(100, 1, 100, patchSize, 0, "none", 0, 0, 1, 0, false);
  }

  @Override
  public int[] patchSize() {
    return patchSize.clone();
  }

  /** The same for another length; patience becomes that length. */
  public TrainingSettings withEpochs(int newEpochs) {
    return Changed.of(this, "epochs", newEpochs, "patience", newEpochs);
  }

  public TrainingSettings withBatchSize(int size) {
    return Changed.of(this, "batchSize", size);
  }

  public TrainingSettings withPatience(int newPatience) {
    return Changed.of(this, "patience", newPatience);
  }

  public TrainingSettings withAccumulation(int batches) {
    return Changed.of(this, "accumulation", batches);
  }

  public TrainingSettings withSaveOutput(boolean save) {
    return Changed.of(this, "saveOutput", save);
  }

  public TrainingSettings withSeed(long newSeed) {
    return Changed.of(this, "seed", newSeed);
  }

  /** The same with another metric, or loss, that chooses the best epoch. */
  public TrainingSettings withMonitor(String metric) {
    return Changed.of(this, "monitor", metric);
  }

  /** Whether less of what is monitored is better. */
  public boolean monitorFalls() {
    return MetricReader.falls(monitor);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrainingSettings that && asList().equals(that.asList());
  }

  @Override
  public int hashCode() {
    return asList().hashCode();
  }

  @Override
  public String toString() {
    return "TrainingSettings" + asList();
  }

  private List<Object> asList() {
    return Arrays.asList(
        epochs,
        batchSize,
        patience,
        Arrays.stream(patchSize).boxed().toList(),
        seed,
        clipMode,
        clip,
        weightAveraging,
        accumulation,
        workers,
        saveOutput,
        monitor);
  }
}
