package io.bactrian.workflow.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * How far a step of a run is.
 *
 * @param step its name in the route, such as {@code harmonize:resample}
 * @param of how many messages it gets in all, as far as is known; 0 when it is not known
 * @param running messages that are in it now
 * @param done messages that it has passed on, those from the store too
 * @param failed messages at which it failed
 * @param stored tasks that were answered from the store
 * @param first when its first message came
 * @param last when its last message left
 * @param busySeconds time of all messages, added up
 * @param cpuSeconds processor time of the same
 * @param peakBytes the most memory that the process was seen to use while the step ran; 0 when it
 *     was never looked at meanwhile
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StepStatus(
    String step,
    int of,
    int running,
    int done,
    int failed,
    int stored,
    Instant first,
    Instant last,
    double busySeconds,
    double cpuSeconds,
    long peakBytes) {
  /** Messages that have left the step. */
  public int ended() {
    return done + failed;
  }

  /** Whether all messages that are known to come have left. */
  public boolean complete() {
    return of > 0 && ended() >= of && running == 0;
  }
}
