package io.bactrian.step;

import io.bactrian.cohort.SubjectFailure;
import java.nio.file.Path;

/**
 * Who wants to know how the work goes on; looked up in Camel's registry by type. Called by many
 * threads; must return at once and never throw.
 */
public interface Progress {
  /** Nobody. */
  Progress NONE = new Progress() {};

  /**
   * A message has come to a step.
   *
   * @param of how many messages the step gets in all, as far as the splits around it tell
   */
  default void started(String step, int of) {}

  /**
   * A step has ended with one message, on the thread on which it began.
   *
   * @param done false when it failed
   * @param of as for {@link #started}
   */
  default void ended(String step, boolean done, int of) {}

  /**
   * Work goes on, but perhaps not as the user means it.
   *
   * @param sentence without patients' names; it is in the log as well
   */
  default void warned(String sentence) {}

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
   * @param monitor what is monitored: a metric, or loss
   * @param score of the validation
   * @param best the best so far
   */
  default void validated(
      String fold, int epoch, int epochs, double loss, String monitor, double score, double best) {}

  /**
   * A file with results has been written, or is being written, on the thread of a step.
   *
   * @param kind of file
   */
  default void wrote(Result kind, Path file) {}

  /** Files that a run's report refers to. */
  enum Result {
    /** Learning curves of a training, a CSV. */
    CURVES,
    /** Scores of subjects, as JSON. */
    SCORES,
    /** A page with scores, curves and pictures. */
    REPORT
  }

  /**
   * A step that starts a route once, such as {@code ingest:csv}, is through: its message has gone
   * along the whole route.
   *
   * @param failure what stopped the message on its way, or null
   */
  default void finished(String step, Throwable failure) {}
}
