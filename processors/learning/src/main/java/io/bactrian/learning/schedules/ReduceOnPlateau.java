package io.bactrian.learning.schedules;

import io.bactrian.cohort.configuration.SchedulerSettings;

/**
 * Multiplies the rate by a factor when the validation loss has not become better for more than
 * {@code patience} epochs, as PyTorch's ReduceLROnPlateau. Follows from the losses alone, so after
 * a stop it is told those of the epochs before.
 */
public final class ReduceOnPlateau implements Schedule {
  /** Smaller changes are not made, as in PyTorch. */
  private static final double LEAST_CHANGE = 1e-8;

  private final double factor;
  private final double patience;
  private final double threshold;
  private final boolean relative;
  private final boolean largest;
  private final double cooldown;
  private final double minimum;

  private double rate;
  private double best;
  private double worse;
  private double cooling;

  public ReduceOnPlateau(SchedulerSettings settings, double learningRate) {
    factor = settings.parameter("factor", 0.1);
    patience = settings.parameter("patience", 10);
    threshold = settings.parameter("threshold", 1e-4);
    relative = settings.parameters().text("threshold_mode", "rel").equals("rel");
    largest = settings.parameters().text("mode", "min").equals("max");
    cooldown = settings.parameter("cooldown", 0);
    minimum = settings.parameter("min_lr", learningRate * 1e-3);
    rate = learningRate;
    best = largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  @Override
  public double rate(double progress) {
    return rate;
  }

  @Override
  public void validated(double loss) {
    if (isBetter(loss)) {
      best = loss;
      worse = 0;
    } else {
      worse++;
    }
    if (cooling > 0) {
      cooling--;
      worse = 0;
    }
    if (worse > patience) {
      double next = Math.max(rate * factor, minimum);
      rate = rate - next > LEAST_CHANGE ? next : rate;
      cooling = cooldown;
      worse = 0;
    }
  }

  private boolean isBetter(double loss) {
    if (largest) {
      return loss > (relative ? best * (1 + threshold) : best + threshold);
    }
    return loss < (relative ? best * (1 - threshold) : best - threshold);
  }
}
