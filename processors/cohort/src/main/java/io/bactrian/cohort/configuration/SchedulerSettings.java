package io.bactrian.cohort.configuration;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the learning rate changes over the training: the {@code scheduler} section.
 *
 * <p>Types and their parameters:
 *
 * <ul>
 *   <li>{@code constant}
 *   <li>{@code step}: {@code step_size} (epochs), {@code gamma} (factor)
 *   <li>{@code cosineannealing}: GaNDLF's warm restarts, {@code T_0} (epochs to the first restart),
 *       {@code T_mult} (growth of that length), {@code min_lr}
 *   <li>{@code cosine}: one decay from the learning rate to {@code min_lr} at the last epoch
 * </ul>
 *
 * Each takes {@code warmup_epochs}, over which the rate rises linearly; 0 for none.
 *
 * @param type one of the above
 * @param parameters by name, all of the type present
 */
public record SchedulerSettings(String type, Map<String, Double> parameters) {
  public SchedulerSettings {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  public static SchedulerSettings constant() {
    return new SchedulerSettings("constant", Map.of("warmup_epochs", 0.0));
  }

  /** One cosine from the learning rate to {@code minimum} over the whole training. */
  public static SchedulerSettings cosine(double minimum, double warmupEpochs) {
    return new SchedulerSettings(
        "cosine", Map.of("min_lr", minimum, "warmup_epochs", warmupEpochs));
  }

  /** The learning rate times {@code gamma} after every {@code epochs} epochs. */
  public static SchedulerSettings step(double epochs, double gamma) {
    return new SchedulerSettings(
        "step", Map.of("step_size", epochs, "gamma", gamma, "warmup_epochs", 0.0));
  }

  /** The parameter, or {@code fallback} when it is absent. */
  public double parameter(String name, double fallback) {
    return parameters.getOrDefault(name, fallback);
  }
}
