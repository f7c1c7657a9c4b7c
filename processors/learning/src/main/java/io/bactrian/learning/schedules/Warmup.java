package io.bactrian.learning.schedules;

/**
 * Rises linearly to another schedule over the first epochs.
 *
 * @param schedule that is reached
 * @param epochs to there
 */
record Warmup(Schedule schedule, double epochs) implements Schedule {
  @Override
  public double rate(double progress) {
    // Not from zero: the first batch should count.
    return schedule.rate(progress) * Math.min(1, 0.01 + 0.99 * progress / epochs);
  }

  @Override
  public void validated(double loss) {
    schedule.validated(loss);
  }
}
