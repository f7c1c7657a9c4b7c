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
      case "asgd" -> new Asgd(settings, parameters);
      case "adam" -> new Adam(settings, false, parameters);
      case "adamw" -> new Adam(settings, true, parameters);
      case "adamax" -> new Adamax(settings, parameters);
      case "nadam" -> new Nadam(settings, parameters);
      case "radam" -> new Radam(settings, parameters);
      case "rprop" -> new Rprop(settings, parameters);
      case "adadelta" -> new Adadelta(settings, parameters);
      case "adagrad" -> new Adagrad(settings, parameters);
      case "rmsprop" -> new RmsProp(settings, parameters);
      case "novograd" -> new NovoGrad(settings, parameters);
      case "lion" -> new Lion(settings, parameters);
      case "ademamix" -> new AdEmaMix(settings, parameters);
      case "adopt" -> new Adopt(settings, parameters);
      default ->
          throw new ConfigurationException(
              "There is no optimizer '" + settings.type() + "'",
              "configuration, key optimizer",
              "one of those in docs/configuration.md, such as adam",
              "choose one of these");
    };
  }
}
