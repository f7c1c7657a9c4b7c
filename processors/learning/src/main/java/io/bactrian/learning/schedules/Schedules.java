package io.bactrian.learning.schedules;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.SchedulerSettings;

/** The schedules by their names in the configuration. */
public final class Schedules {
  private Schedules() {}

  /**
   * @param learningRate that the schedule starts from
   * @param epochs of the whole training
   * @param batches of an epoch; with the learning rate they give GaNDLF's default {@code
   *     step_size}, batches / rate
   * @throws ConfigurationException for a schedule there is not
   */
  public static Schedule create(
      SchedulerSettings settings, double learningRate, int epochs, int batches) {
    double stepSize = settings.parameter("step_size", batches / learningRate);
    double minimum = settings.parameter("min_lr", 0);
    double maximum = settings.parameter("max_lr", 1);
    double gamma = settings.parameter("gamma", 0.1);
    Schedule schedule =
        switch (settings.type()) {
          case "constant" -> new Constant(learningRate);
          case "step" -> new Step(learningRate, stepSize, gamma);
          case "exp" -> new Exponential(learningRate, gamma).byEpoch();
          case "cosine" -> new Cosine(learningRate, minimum, settings.parameter("T_max", epochs));
          case "cosineannealing" ->
              new CosineRestarts(
                  learningRate,
                  minimum,
                  settings.parameter("T_0", 5),
                  settings.parameter("T_mult", 1));
          case "triangle" -> new Triangle(learningRate, stepSize, minimum, maximum).byEpoch();
          case "triangle_modified" ->
              new TriangleModified(learningRate, stepSize, minimum / maximum).byEpoch();
          case "triangular" -> new Cyclic(minimum, maximum, stepSize, false, 1).byEpoch();
          case "triangular2" -> new Cyclic(minimum, maximum, stepSize, true, 1).byEpoch();
          case "exp_range" -> new Cyclic(minimum, maximum, stepSize, false, gamma).byEpoch();
          case "reduce_on_plateau" -> new ReduceOnPlateau(settings, learningRate);
          case "warmupcosineschedule" ->
              new WarmupCosine(
                  learningRate, settings.parameter("warmup_steps", 0.1 * epochs), epochs);
          default ->
              throw new ConfigurationException(
                  "There is no schedule '" + settings.type() + "'",
                  "configuration, key scheduler",
                  "one of those in docs/configuration.md, such as cosine",
                  "choose one of these");
        };
    return schedule.withWarmup(settings.parameter("warmup_epochs", 0));
  }
}
