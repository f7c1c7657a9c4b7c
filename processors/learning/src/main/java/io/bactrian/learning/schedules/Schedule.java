package io.bactrian.learning.schedules;

/**
 * The learning rate as a function of how far the training is (and, for a few, of the losses that
 * were validated): a training that goes on after a stop has the same rates.
 *
 * <p>Convention: GaNDLF steps every schedule once an epoch, after validation, and so do those here
 * that jump or have its name; cosines change with every batch, and agree at the start of an epoch.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * @param progress epochs done, with the fraction of the current one (batch / batches)
   * @return learning rate
   */
  double rate(double progress);

  /** Tells the loss of an epoch's validation, after each epoch in order. */
  default void validated(double loss) {}

  /** The same, changing between epochs only. */
  default Schedule byEpoch() {
    return progress -> rate(Math.floor(progress));
  }

  /** The same, risen to linearly from (almost) zero over the first epochs. */
  default Schedule withWarmup(double epochs) {
    return epochs <= 0 ? this : new Warmup(this, epochs);
  }
}
