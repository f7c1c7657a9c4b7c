package io.bactrian.component.evaluate;

import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.cohort.configuration.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What a reader of a report wants to know of a configuration. */
final class ConfigurationFacts {
  private ConfigurationFacts() {}

  static Map<String, String> of(Configuration configuration) {
    Map<String, String> facts = new LinkedHashMap<>();
    ModelSettings model = configuration.model();
    TrainingSettings training = configuration.training();
    facts.put(
        "Network",
        "%s %dD, %d filters, depth %d, normalization %s"
            .formatted(
                model.architecture(),
                model.dimension(),
                model.baseFilters(),
                model.depth(),
                model.norm().name().toLowerCase(Locale.ROOT)));
    int[] patch = training.patchSize();
    facts.put("Patch size", patch[0] + " x " + patch[1] + " x " + patch[2]);
    facts.put("Preprocessing", names(configuration.preprocessing(), PreprocessingStep::name));
    facts.put("Augmentation", names(configuration.augmentation(), AugmentationSettings::name));
    facts.put(
        "Patches",
        configuration.sampler().type()
            + ", "
            + configuration.sampler().samplesPerVolume()
            + " of each image an epoch, "
            + training.batchSize()
            + " a batch");
    facts.put("Loss", configuration.loss().type());
    facts.put(
        "Optimizer",
        configuration.optimizer().type()
            + ", learning rate "
            + configuration.optimizer().learningRate()
            + ", schedule "
            + configuration.scheduler().type());
    facts.put("Epochs", "at most " + training.epochs() + ", patience " + training.patience());
    facts.put("Precision", model.precision());
    facts.put("Seed", Long.toString(training.seed()));
    return facts;
  }

  private static <T> String names(List<T> steps, Function<T, String> name) {
    return steps.isEmpty() ? "none" : String.join(", ", steps.stream().map(name).toList());
  }
}
