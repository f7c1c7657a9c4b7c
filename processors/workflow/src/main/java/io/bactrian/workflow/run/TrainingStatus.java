package io.bactrian.workflow.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * How far a training is.
 *
 * @param fold which training, such as {@code testing_0/validation_1}
 * @param firstEpoch in which this run began, from 1: it may go on from a checkpoint
 * @param epoch from 1
 * @param epochs at most
 * @param batch batches of this epoch that are done
 * @param batches of an epoch
 * @param loss mean over the epoch so far
 * @param monitor what the validation scores, such as dice; null before the first
 * @param score of the last validation, or null before the first
 * @param best score so far, or null before the first validation
 * @param start when this run first heard of it
 * @param scored the epoch of that validation, or 0 before the first
 * @param ended whether no epoch is left
 * @param failed whether it ended by a mistake
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrainingStatus(
    String fold,
    int firstEpoch,
    int epoch,
    int epochs,
    int batch,
    int batches,
    double loss,
    String monitor,
    Double score,
    Double best,
    Instant start,
    int scored,
    boolean ended,
    boolean failed) {
  /** Whether it ended before its last epoch, as the score had not become better for long. */
  public boolean endedEarly() {
    return ended && !failed && scored < epochs;
  }

  /** The part of all epochs that is done, from 0 to 1. */
  public double part() {
    double done = epoch - 1 + (batches > 0 ? (double) batch / batches : 0);
    return epochs > 0 ? Math.min(1, done / epochs) : 0;
  }
}
