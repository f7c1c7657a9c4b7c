package io.bactrian.component.train;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.augmentation.Augmentations;
import io.bactrian.learning.model.ConfiguredSummary;
import io.bactrian.learning.model.RecoveredConfiguration;
import io.bactrian.learning.model.WeightFiles;
import io.bactrian.learning.weights.AxisOrder;
import java.nio.file.Path;
import java.util.Locale;

/** What the command line does with models and configurations, without a route. */
public final class ModelTools {
  private ModelTools() {}

  /**
   * The YAML that a model was trained by.
   *
   * @param model a folder, or a safetensors file that Bactrian wrote
   */
  public static String configuration(Path model) {
    return RecoveredConfiguration.of(model);
  }

  /**
   * Makes a model folder of a safetensors file with the weights of a configured network.
   *
   * @param axes order of the spatial axes in the file: xyz or zyx
   */
  public static void importWeights(
      Path weights, Configuration configuration, String axes, Path model) {
    WeightFiles.importInto(weights, configuration, order(axes), model);
  }

  /**
   * Writes the weights of a model as safetensors.
   *
   * @param axes order of the spatial axes that the file gets: xyz or zyx
   * @param prefix before each name, may be empty
   */
  public static void exportWeights(Path model, Path weights, String axes, String prefix) {
    WeightFiles.export(model, weights, order(axes), prefix);
  }

  private static AxisOrder order(String axes) {
    return AxisOrder.valueOf(axes.toUpperCase(Locale.ROOT));
  }

  /**
   * Sets up what a training would need, without images.
   *
   * @throws io.bactrian.cohort.configuration.ConfigurationException for values that do not fit
   */
  public static void check(Configuration configuration) {
    int[] patchSize = configuration.training().patchSize();
    Augmentations.of(configuration.augmentation(), patchSize);
    ModelSettings model = configuration.model();
    // How many channels there are is told by the images, and changes nothing here.
    int channels = Math.max(1, model.channels());
    Architectures.create(configuration, channels, model.problem().perImage())
        .checkPatchSize(patchSize);
  }

  /** The layers, shapes, parameters, multiply-adds and memory of a configured network. */
  public static String summary(Configuration configuration) {
    return ConfiguredSummary.of(configuration);
  }
}
