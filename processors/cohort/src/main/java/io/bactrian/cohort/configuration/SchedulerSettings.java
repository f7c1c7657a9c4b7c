package io.bactrian.cohort.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the learning rate changes over the training: the {@code scheduler} section.
 *
 * <p>Each type takes {@code warmup_epochs}, over which the rate rises linearly; 0 for none. The
 * other parameters of each are in {@link SchedulerOptions}; those that follow from the data (a
 * {@code step_size} that was not given) are absent.
 *
 * @param type such as {@code cosine}
 * @param parameters by name
 */
public record SchedulerSettings(String type, Parameters parameters) {
  public static SchedulerSettings constant() {
    return new SchedulerSettings("constant", Parameters.of("warmup_epochs", 0));
  }

  /** One cosine from the learning rate to {@code minimum} over the whole training. */
  public static SchedulerSettings cosine(double minimum, double warmupEpochs) {
    return new SchedulerSettings(
        "cosine", Parameters.of("min_lr", minimum, "warmup_epochs", warmupEpochs));
  }

  /** The learning rate times {@code gamma} after every {@code epochs} epochs. */
  public static SchedulerSettings step(double epochs, double gamma) {
    return new SchedulerSettings(
        "step", new Parameters(Map.of("step_size", epochs, "gamma", gamma, "warmup_epochs", 0)));
  }

  /** The parameter, or {@code fallback} when it is absent. */
  public double parameter(String name, double fallback) {
    return parameters.number(name, fallback);
  }

  /** The same with its rates multiplied. */
  SchedulerSettings scaled(double factor) {
    Map<String, Object> values = new LinkedHashMap<>(parameters.values());
    for (String rate : List.of("min_lr", "max_lr", "eta_min")) {
      values.computeIfPresent(rate, (name, value) -> (Double) value * factor);
    }
    return new SchedulerSettings(type, new Parameters(values));
  }
}
