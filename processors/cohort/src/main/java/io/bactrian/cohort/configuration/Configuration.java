package io.bactrian.cohort.configuration;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Everything that a GaNDLF-style YAML file says, typed, checked and with the defaults filled in.
 *
 * @param model the network
 * @param modality {@code rad} (radiology) or {@code histo} (pathology)
 * @param loss what is minimized
 * @param optimizer how weights follow gradients
 * @param scheduler how the learning rate changes
 * @param sampler how patches are drawn
 * @param augmentation random changes of patches, in order
 * @param preprocessing changes of every image, in order
 * @param inference how a window slides over an image
 * @param training epochs, batches, patches, seed
 * @param aids what a training does beside fitting
 * @param nestedTraining how the cohort is divided
 * @param metrics names of the scores that validation and testing report
 */
public record Configuration(
    ModelSettings model,
    String modality,
    LossSettings loss,
    OptimizerSettings optimizer,
    SchedulerSettings scheduler,
    SamplerSettings sampler,
    List<AugmentationSettings> augmentation,
    List<PreprocessingStep> preprocessing,
    InferenceSettings inference,
    TrainingSettings training,
    TrainingAids aids,
    NestedTraining nestedTraining,
    List<String> metrics) {
  public Configuration {
    augmentation = List.copyOf(augmentation);
    preprocessing = List.copyOf(preprocessing);
    metrics = List.copyOf(metrics);
  }

  /**
   * Reads GaNDLF's YAML with its odd forms, and Bactrian's own keys.
   *
   * @throws io.bactrian.safety.MissingFileException when there is no such file
   * @throws ConfigurationException for what is not YAML, a key that is not known or whose feature
   *     does not exist yet, or a value that cannot be
   */
  public static Configuration read(Path yaml) {
    return ConfigurationReader.read(yaml);
  }

  /** YAML with every key spelled out, from which {@link #read} gives an equal configuration. */
  public String toYaml() {
    return ConfigurationWriter.write(this);
  }

  /** The axes along which training mirrors patches: 0, 1, 2 for x, y, z; empty when it does not. */
  public int[] mirroredAxes() {
    return augmentation.stream()
        .filter(one -> one.name().equals("flip") && one.probability() > 0)
        .flatMapToInt(one -> Arrays.stream(one.parameters().integers("axis", 0, 1, 2)))
        .filter(axis -> axis < model.dimension())
        .distinct()
        .sorted()
        .toArray();
  }

  /** A segmentation with defaults: dcce, adam at 1e-3, constant rate, uniform sampling, 5 x 5. */
  public static Configuration of(ModelSettings model, TrainingSettings training) {
    return new Configuration(
        model,
        "rad",
        LossSettings.of("dcce"),
        OptimizerSettings.of("adam", 1e-3),
        SchedulerSettings.constant(),
        SamplerSettings.of("uniform", 10),
        List.of(),
        List.of(),
        InferenceSettings.of("crop", 0),
        training,
        TrainingAids.NONE,
        NestedTraining.of(-5, -5),
        List.of("dice"));
  }

  public Configuration withModel(ModelSettings value) {
    return Changed.of(this, "model", value);
  }

  public Configuration withLoss(LossSettings value) {
    return Changed.of(this, "loss", value);
  }

  public Configuration withOptimizer(OptimizerSettings value) {
    return Changed.of(this, "optimizer", value);
  }

  /** With another rate, and the rates of the scheduler in the same proportion to it as before. */
  public Configuration withLearningRate(double rate) {
    OptimizerSettings changed = new OptimizerSettings(optimizer.type(), rate, optimizer.options());
    return withOptimizer(changed).withScheduler(scheduler.scaled(rate / optimizer.learningRate()));
  }

  public Configuration withScheduler(SchedulerSettings value) {
    return Changed.of(this, "scheduler", value);
  }

  public Configuration withSampler(SamplerSettings value) {
    return Changed.of(this, "sampler", value);
  }

  public Configuration withAugmentation(List<AugmentationSettings> value) {
    return Changed.of(this, "augmentation", value);
  }

  public Configuration withTraining(TrainingSettings value) {
    return Changed.of(this, "training", value);
  }

  public Configuration withPreprocessing(List<PreprocessingStep> value) {
    return Changed.of(this, "preprocessing", value);
  }

  public Configuration withInference(InferenceSettings value) {
    return Changed.of(this, "inference", value);
  }

  public Configuration withAids(TrainingAids value) {
    return Changed.of(this, "aids", value);
  }

  public Configuration withNestedTraining(NestedTraining value) {
    return Changed.of(this, "nestedTraining", value);
  }
}
