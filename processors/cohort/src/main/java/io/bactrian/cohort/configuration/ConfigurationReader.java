package io.bactrian.cohort.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads a whole configuration; the parts have readers of their own. */
final class ConfigurationReader {
  private static final Choice MODALITY = Choice.of("modality", "rad histo=path", "");
  private static final Choice SAMPLER =
      Choice.of(
          "patch_sampler",
          "uniform=uniformsampler=uniformsample label=labelsampler=labelsample"
              + " weighted=weightedsampler=weightedsample grid=gridsampler",
          "");
  private static final Choice PADDING =
      Choice.of(
          "padding_mode",
          "symmetric reflect edge constant wrap",
          "linear_ramp maximum mean median minimum empty");
  private static final Choice AGGREGATION =
      Choice.of("grid_aggregator_overlap", "crop average gaussian hann", "");
  private static final Choice CLIP_MODE = Choice.of("clip_mode", "norm value agc none", "");

  /** Beyond these, memory or the numbers of Java would end before the training begins. */
  private static final int LARGEST_BATCH = 1 << 16;

  private static final int MOST_WORKERS = 1024;
  private static final int MOST_SAMPLES = 100_000;

  private ConfigurationReader() {}

  /** What can be chosen under a key. */
  static Map<String, Choice> choices() {
    return Map.ofEntries(
        Map.entry("metrics", MetricReader.SEGMENTATION),
        Map.entry("modality", MODALITY),
        Map.entry("patch_sampler.type", SAMPLER),
        Map.entry("patch_sampler.padding_mode", PADDING),
        Map.entry("inference_mechanism.grid_aggregator_overlap", AGGREGATION),
        Map.entry("clip_mode", CLIP_MODE),
        Map.entry("accelerator", DeviceReader.ACCELERATOR),
        Map.entry("loss_function", LossReader.LOSS),
        Map.entry("optimizer", OptimizationReader.OPTIMIZER),
        Map.entry("scheduler", OptimizationReader.SCHEDULER),
        Map.entry("model.architecture", ArchitectureReader.ARCHITECTURE));
  }

  static Configuration read(Path file) {
    YamlSection whole = YamlSection.read(file);
    KnownKeys.check(whole, "");
    for (String nested : List.of("version", "headers")) {
      KnownKeys.check(whole.section(nested), nested);
    }
    ModelSettings model = ModelReader.read(whole);
    ArchitectureReader.checkPretrained(whole, model);
    int[] patchSize = PatchSize.read(whole, model);
    int epochs = whole.integer("num_epochs", 100, 1);
    OptimizerSettings optimizer = OptimizationReader.optimizer(whole);
    TrainingSettings training = training(whole, epochs, patchSize, model.problem());
    Configuration configuration =
        new Configuration(
            model,
            whole.has("modality") ? MODALITY.of(whole.get("modality")) : "rad",
            LossReader.read(whole, model),
            optimizer,
            OptimizationReader.scheduler(whole, epochs, optimizer.learningRate()),
            sampler(whole, model),
            AugmentationReader.read(whole),
            PreprocessingReader.read(whole, model.dimension()),
            inference(whole, model, patchSize),
            training,
            aids(whole),
            nestedTraining(whole),
            MetricReader.read(whole, model.problem()));
    if (configuration.inference().testTimeFlips() && configuration.mirroredAxes().length == 0) {
      throw whole
          .section("inference_mechanism")
          .get("test_time_flips")
          .mistake(
              "test_time_flips shows the network mirror images, but training has none",
              "flip in data_augmentation, with the axes that may be mirrored",
              "Add flip to data_augmentation, or remove test_time_flips");
    }
    return configuration;
  }

  private static TrainingSettings training(
      YamlSection whole, int epochs, int[] patchSize, Problem problem) {
    double clip = whole.notNegative("clip_grad", 0);
    String mode = whole.has("clip_mode") ? CLIP_MODE.of(whole.get("clip_mode")) : "norm";
    boolean clips = clip > 0 && !mode.equals("none");
    return new TrainingSettings(
        epochs,
        whole.integer("batch_size", 1, 1, LARGEST_BATCH),
        whole.integer("patience", epochs, 1),
        patchSize,
        seed(whole),
        clips ? mode : "none",
        clips ? clip : 0,
        whole.number(
            "weight_averaging",
            0,
            0,
            Math.nextDown(1),
            "0 for none, or a decay below 1, such as 0.99"),
        whole.integer("accumulate_batches", 1, 1),
        whole.integer("q_num_workers", 0, 0, MOST_WORKERS),
        whole.flag("save_output", false),
        MetricReader.monitor(whole, problem));
  }

  private static TrainingAids aids(YamlSection whole) {
    return new TrainingAids(
        whole.section("model").flag("print_summary", false),
        whole.has("initial_weights") ? whole.get("initial_weights").path().toString() : null,
        whole.flag("save_training", false),
        whole.flag("auto_lr_find", false),
        whole.flag("auto_batch_size_find", false),
        DeviceReader.read(whole));
  }

  /** Up to 2^53, which a number in YAML holds exactly. */
  private static long seed(YamlSection whole) {
    double most = 1L << 53;
    String expected = "a whole number of at least 0";
    double seed = whole.number("seed", 0, 0, most, expected);
    if (seed != Math.rint(seed)) {
      throw whole.get("seed").wrong(expected, "Correct the value");
    }
    return (long) seed;
  }

  private static SamplerSettings sampler(YamlSection whole, ModelSettings model) {
    YamlSection section = OptimizationReader.typed(whole, "patch_sampler", "uniform");
    String type = SAMPLER.of(section.get("type"));
    KnownKeys.check(section, "patch_sampler");
    boolean padding = section.flag("enable_padding", whole.flag("enable_padding", false));
    String mode =
        section.has("padding_mode") ? PADDING.of(section.get("padding_mode")) : "symmetric";
    boolean biased = section.flag("biased_sampling", false);
    boolean classifies = model.problem() == Problem.CLASSIFICATION;
    if (model.problem().perImage() && !type.equals("uniform")) {
      throw section
          .get("type")
          .wrong(
              "uniform: a " + model.problem().key() + " has no label maps",
              classifies
                  ? "Write type: uniform; with biased_sampling: True all classes come alike often"
                  : "Write type: uniform");
    }
    if (biased && !type.equals("label") && !classifies) {
      throw section
          .get("biased_sampling")
          .wrong("False with the " + type + " sampler", "Write type: label, or remove the key");
    }
    return new SamplerSettings(
        type,
        whole.integer("q_samples_per_volume", 10, 1, MOST_SAMPLES),
        padding,
        mode,
        biased,
        weights(whole, model, biased),
        whole.integer("q_max_length", 100, 1));
  }

  /** {@code sampling_weights}: a list in the order of the classes, or a mapping of labels. */
  private static List<Double> weights(YamlSection whole, ModelSettings model, boolean biased) {
    YamlValue value = whole.get("sampling_weights");
    if (value != null && !biased) {
      throw value.mistake(
          "sampling_weights are given, but not used",
          "patch_sampler: {type: label, biased_sampling: True}",
          "Add biased_sampling: True, or remove the weights");
    }
    return value == null ? List.of() : LossReader.weights(value, model);
  }

  private static InferenceSettings inference(
      YamlSection whole, ModelSettings model, int[] patchSize) {
    YamlSection section = whole.section("inference_mechanism");
    KnownKeys.check(section, "inference_mechanism");
    String aggregation =
        section.has("grid_aggregator_overlap")
            ? AGGREGATION.of(section.get("grid_aggregator_overlap"))
            : "crop";
    int overlap = section.integer("patch_overlap", 0, 0);
    int smallest = Math.min(patchSize[0], patchSize[1]);
    if (model.dimension() == 3) {
      smallest = Math.min(smallest, patchSize[2]);
    }
    if (overlap >= smallest || overlap % 2 == 1) {
      throw section
          .get("patch_overlap")
          .wrong(
              "an even number of voxels below the shortest side of patch_size, " + smallest,
              "Correct the value");
    }
    return new InferenceSettings(
        aggregation,
        overlap,
        section.integer("batch_size", 1, 1),
        section.flag("test_time_flips", false));
  }

  private static NestedTraining nestedTraining(YamlSection whole) {
    YamlSection section = whole.section("nested_training");
    KnownKeys.check(section, "nested_training");
    int testing = section.integer("testing", -5, Integer.MIN_VALUE);
    int validation = section.integer("validation", -5, Integer.MIN_VALUE);
    if (testing == 0) {
      throw section
          .get("testing")
          .wrong(
              "a number of folds; 1 for no testing data, negative for the first fold alone",
              "Correct the value");
    }
    if (Math.abs((long) validation) < 2) {
      throw section
          .get("validation")
          .wrong(
              "a number of folds of at least 2; negative for the first fold alone",
              "Correct the value: validation data choose the best epoch");
    }
    return NestedTraining.of(testing, validation);
  }
}
