package io.bactrian.step;

import io.bactrian.cohort.SubjectFailure;

/**
 * Who wants to know how the work goes on; looked up in Camel's registry by type. Called by many
 * threads; must return at once and never throw.
 */
public interface Progress {
  /** Nobody. */
  Progress NONE = new Progress() {};

  /**
   * A step has ended with one message.
   *
   * @param done false when it failed
   * @param of how many messages the step gets in all, as far as is known: the size of the split it
   *     stands in
   */
  default void ended(String step, boolean done, int of) {}

  /** A subject has been given up. */
  default void failed(SubjectFailure failure) {}

  /**
   * A training has gone through some of its batches.
   *
   * @param fold which training, such as {@code testing_0/validation_1}
   * @param epoch from 1
   * @param epochs at most
   * @param batch batches of this epoch that are done
   * @param batches of an epoch
   * @param loss mean over the epoch so far
   */
  default void trained(String fold, int epoch, int epochs, int batch, int batches, double loss) {}

  /**
   * An epoch with its validation is over.
   *
   * @param score of the validation, the higher the better
   * @param best the best so far
   */
  default void validated(
      String fold, int epoch, int epochs, double loss, double score, double best) {}

  /**
   * A step that starts a route once, such as {@code ingest:csv}, is through: its message has gone
   * along the whole route.
   *
   * @param failure what stopped the message on its way, or null
   */
  default void finished(String step, Throwable failure) {}
}
