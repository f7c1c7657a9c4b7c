package io.bactrian.learning.schedules;

/**
 * The learning rate as a function of how far the training is, and of nothing else: a training that
 * goes on after a stop has the same rates.
 *
 * <p>Convention: the rate changes with every batch, where PyTorch's and GaNDLF's schedules step
 * once an epoch. At the start of an epoch both agree.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * @param progress epochs done, with the fraction of the current one (batch / batches)
   * @return learning rate
   */
  double rate(double progress);

  /** The same, risen to linearly from (almost) zero over the first epochs. */
  default Schedule withWarmup(double epochs) {
    if (epochs <= 0) {
      return this;
    }
    // Not from zero: the first batch should count.
    return progress -> rate(progress) * Math.min(1, 0.01 + 0.99 * progress / epochs);
  }
}
