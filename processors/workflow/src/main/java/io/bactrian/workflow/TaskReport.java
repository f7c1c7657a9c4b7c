package io.bactrian.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * What became of a task in a run; one line of the run's journal. Holds nothing that tells who the
 * patient is.
 *
 * @param key of the task: names its folder in the store
 * @param step name of the step in the route, such as {@code harmonize:resample}
 * @param version of the step
 * @param subject token that stands for the subject or the fold, the same in all runs on one work
 *     folder; null when the task is of neither
 * @param hit whether the result was answered from the store
 * @param changes why it was not, against the nearest earlier task of this step and subject; empty
 *     for a hit and for a task that is the first of its kind
 * @param attempts which attempt this was, from 1
 * @param start when the task was asked for, or its computation began
 * @param end when its result was there, or it had failed
 * @param cpuSeconds processor time of the thread that did it; of the whole process for a step that
 *     uses many threads
 * @param peakMemoryBytes the most memory that the process has used so far, or -1 where the system
 *     does not tell
 * @param outcome done or failed
 * @param error class of what it failed with, or null
 * @param outputBytes size of the result's files
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskReport(
    String key,
    String step,
    int version,
    String subject,
    boolean hit,
    List<Change> changes,
    int attempts,
    Instant start,
    Instant end,
    double cpuSeconds,
    long peakMemoryBytes,
    Outcome outcome,
    String error,
    long outputBytes) {
  /** How a task ended. */
  public enum Outcome {
    DONE,
    FAILED
  }

  public TaskReport {
    changes = changes == null ? List.of() : List.copyOf(changes);
  }
}
