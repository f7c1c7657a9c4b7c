package io.bactrian.workflow.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * A run at one time: what the terminal, the status page and {@code bactrian status} show. No
 * subject is named in it.
 *
 * @param time when this was so
 * @param steps in the order in which they began
 * @param trainings in the order in which they began
 * @param failedSubjects how many have been given up
 * @param samples use of the machine, over the whole run at even distances
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunStatus(
    Instant time,
    List<StepStatus> steps,
    List<TrainingStatus> trainings,
    int failedSubjects,
    List<Sample> samples) {
  public RunStatus {
    steps = steps == null ? List.of() : List.copyOf(steps);
    trainings = trainings == null ? List.of() : List.copyOf(trainings);
    samples = samples == null ? List.of() : List.copyOf(samples);
  }
}
