package io.bactrian.learning.schedules;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.SchedulerSettings;

/** The schedules by their names in the configuration. */
public final class Schedules {
  private Schedules() {}

  /**
   * @param learningRate that the schedule starts from
   * @param epochs of the whole training
   * @throws ConfigurationException for a schedule there is not
   */
  public static Schedule create(SchedulerSettings settings, double learningRate, int epochs) {
    double minimum = settings.parameter("min_lr", 0);
    Schedule schedule =
        switch (settings.type()) {
          case "constant" -> new Constant(learningRate);
          case "step" ->
              new Step(
                  learningRate,
                  settings.parameter("step_size", 10),
                  settings.parameter("gamma", 0.1));
          case "cosine" -> new Cosine(learningRate, minimum, epochs);
          case "cosineannealing" ->
              new CosineRestarts(
                  learningRate,
                  minimum,
                  settings.parameter("T_0", 5),
                  settings.parameter("T_mult", 1));
          default ->
              throw new ConfigurationException(
                  "There is no schedule '" + settings.type() + "'",
                  "configuration, key scheduler",
                  "constant, step, cosine or cosineannealing",
                  "choose one of these");
        };
    return schedule.withWarmup(settings.parameter("warmup_epochs", 0));
  }
}
