package io.bactrian.cohort.configuration;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a configuration as YAML with every key spelled out, defaults included. */
final class ConfigurationWriter {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();

  private ConfigurationWriter() {}

  static String write(Configuration configuration) {
    TrainingSettings training = configuration.training();
    InferenceSettings inference = configuration.inference();
    OptimizerSettings optimizer = configuration.optimizer();
    Map<String, Object> keys = new LinkedHashMap<>();
    Map<String, Object> model = model(configuration.model());
    model.put("print_summary", configuration.aids().printSummary());
    keys.put("model", model);
    keys.put("problem_type", configuration.model().problem().key());
    keys.put("precision", configuration.model().precision());
    keys.put("modality", configuration.modality());
    keys.put("patch_size", patchSize(training, configuration.model().dimension()));
    keys.put("batch_size", training.batchSize());
    keys.put("num_epochs", training.epochs());
    keys.put("patience", training.patience());
    keys.put("monitor", training.monitor());
    keys.put("seed", training.seed());
    keys.put("learning_rate", optimizer.learningRate());
    keys.put("optimizer", optimizer(optimizer));
    keys.put("scheduler", scheduler(configuration.scheduler()));
    keys.put("loss_function", loss(configuration.loss()));
    keys.put("weighted_loss", configuration.loss().weighted());
    if (!configuration.loss().penalties().isEmpty()) {
      keys.put("penalty_weights", configuration.loss().penalties());
    }
    keys.put("clip_mode", training.clipMode());
    keys.put("clip_grad", training.clip());
    keys.put("weight_averaging", training.weightAveraging());
    keys.put("accumulate_batches", training.accumulation());
    sampler(keys, configuration.sampler());
    keys.put("q_num_workers", training.workers());
    keys.put("save_output", training.saveOutput());
    aids(keys, configuration.aids());
    keys.put("data_augmentation", augmentation(configuration.augmentation()));
    keys.put("data_preprocessing", preprocessing(configuration.preprocessing()));
    keys.put(
        "inference_mechanism",
        ordered(
            "grid_aggregator_overlap", inference.aggregation(),
            "patch_overlap", inference.overlap(),
            "batch_size", inference.batchSize(),
            "test_time_flips", inference.testTimeFlips()));
    NestedTraining nested = configuration.nestedTraining();
    keys.put(
        "nested_training",
        ordered(
            "testing", nested.singleTesting() ? -nested.testing() : nested.testing(),
            "validation", nested.singleValidation() ? -nested.validation() : nested.validation()));
    keys.put("metrics", configuration.metrics());
    try {
      return YAML.writeValueAsString(keys);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Plain values cannot fail to be written", e);
    }
  }

  private static void aids(Map<String, Object> keys, TrainingAids aids) {
    if (aids.initialWeights() != null) {
      keys.put("initial_weights", aids.initialWeights());
    }
    keys.put("save_training", aids.saveTraining());
    keys.put("auto_lr_find", aids.findLearningRate());
    keys.put("auto_batch_size_find", aids.findBatchSize());
    if (!aids.devices().equals(DeviceSettings.AUTO)) {
      keys.put("accelerator", aids.devices().accelerator());
      keys.put("devices", aids.devices().count() == 0 ? "auto" : aids.devices().count());
    }
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static Map<String, Object> model(ModelSettings model) {
    Map<String, Object> keys =
        ordered(
            "dimension", model.dimension(),
            "architecture", model.architecture(),
            "base_filters", model.baseFilters(),
            "depth", model.depth(),
            "norm_type", model.norm().name().toLowerCase(Locale.ROOT));
    if (model.problem() != Problem.REGRESSION) {
      keys.put("class_list", classList(model));
    }
    if (model.channels() > 0) {
      keys.put("num_channels", model.channels());
    }
    keys.put("final_layer", model.finalLayer());
    keys.put("sigmoid_input_multiplier", model.sigmoidInputMultiplier());
    if (model.ignoredClass() != null) {
      keys.put("ignore_label_validation", model.classList().indexOf(model.ignoredClass()));
    }
    keys.put("save_at_every_epoch", model.saveEveryEpoch());
    keys.put("dropout", model.dropout());
    model.options().values().forEach((name, value) -> keys.put(name, plain(value)));
    return keys;
  }

  private static List<?> classList(ModelSettings model) {
    return model.combined().isEmpty()
        ? model.classList()
        : model.combined().stream()
            .map(ofClass -> ofClass.stream().map(String::valueOf).collect(joining("||")))
            .toList();
  }

  private static List<Integer> patchSize(TrainingSettings training, int dimension) {
    return Arrays.stream(training.patchSize()).limit(dimension).boxed().toList();
  }

  private static Map<String, Object> loss(LossSettings loss) {
    Map<String, Object> keys = new LinkedHashMap<>();
    for (LossTerm term : loss.terms()) {
      Map<String, Object> options = ordered("weight", term.weight());
      term.options().values().forEach((name, value) -> options.put(name, plain(value)));
      keys.put(term.type(), options);
    }
    return keys;
  }

  private static Map<String, Object> optimizer(OptimizerSettings optimizer) {
    Map<String, Object> keys = ordered("type", optimizer.type());
    optimizer.options().values().forEach((name, value) -> keys.put(name, plain(value)));
    return keys;
  }

  private static Map<String, Object> scheduler(SchedulerSettings scheduler) {
    Map<String, Object> keys = ordered("type", scheduler.type());
    scheduler.parameters().values().forEach((name, value) -> keys.put(name, plain(value)));
    return keys;
  }

  private static void sampler(Map<String, Object> keys, SamplerSettings sampler) {
    keys.put(
        "patch_sampler",
        ordered(
            "type", sampler.type(),
            "enable_padding", sampler.padding(),
            "padding_mode", sampler.paddingMode(),
            "biased_sampling", sampler.biased()));
    if (!sampler.classWeights().isEmpty()) {
      keys.put("sampling_weights", sampler.classWeights());
    }
    keys.put("q_samples_per_volume", sampler.samplesPerVolume());
    keys.put("q_max_length", sampler.queueLength());
  }

  private static List<Object> augmentation(List<AugmentationSettings> augmentations) {
    List<Object> list = new ArrayList<>();
    for (AugmentationSettings augmentation : augmentations) {
      Map<String, Object> keys = ordered("probability", augmentation.probability());
      augmentation.parameters().values().forEach((name, value) -> keys.put(name, plain(value)));
      list.add(Map.of(augmentation.name(), keys));
    }
    return list;
  }

  private static List<Object> preprocessing(List<PreprocessingStep> steps) {
    List<Object> list = new ArrayList<>();
    for (PreprocessingStep step : steps) {
      Map<String, Object> keys = new LinkedHashMap<>();
      step.parameters().values().forEach((name, value) -> keys.put(name, plain(value)));
      list.add(keys.isEmpty() ? step.name() : Map.of(step.name(), keys));
    }
    return list;
  }

  /** Whole numbers without a decimal point. */
  private static Object plain(Object value) {
    if (value instanceof List<?> values) {
      return values.stream().map(ConfigurationWriter::plain).toList();
    }
    boolean whole =
        value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e9;
    return whole ? (Object) ((Double) value).longValue() : value;
  }
}
