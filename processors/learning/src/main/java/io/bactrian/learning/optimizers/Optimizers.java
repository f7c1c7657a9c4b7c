package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.OptimizerSettings;
import java.util.Map;

/** The optimizers by their names in the configuration. */
public final class Optimizers {
  private Optimizers() {}

  /**
   * @param parameters that are trained, by name, in a fixed order
   * @throws ConfigurationException for an optimizer there is not
   */
  public static Optimizer create(OptimizerSettings settings, Map<String, NDArray> parameters) {
    return switch (settings.type()) {
      case "sgd" -> new Sgd(settings, parameters);
      case "adam" -> new Adam(settings, false, parameters);
      case "adamw" -> new Adam(settings, true, parameters);
      default ->
          throw new ConfigurationException(
              "There is no optimizer '" + settings.type() + "'",
              "configuration, key optimizer",
              "sgd, adam or adamw",
              "choose one of these");
    };
  }
}
