package io.bactrian.workflow;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * The {@code task.json} beside the results of a task: what was done, where, when and from what.
 *
 * @param key the SHA-256 that names the folder
 * @param place folder of the user's in which the outputs lie; null for the folder of the record
 * @param java version of the runtime
 */
record TaskRecord(
    String key,
    String step,
    int version,
    SortedMap<String, String> options,
    List<Input> inputs,
    String place,
    String java,
    String host,
    int attempts,
    Instant start,
    Instant end,
    double cpuSeconds,
    long peakMemoryBytes,
    List<Output> outputs) {

  /** A file that was read, what it is to the step, and what it held. */
  record Input(String name, String path, long bytes, String sha256) {}

  /** A file that was made; its name is relative to the folder of the outputs. */
  record Output(String name, long bytes, String sha256) {}

  long outputBytes() {
    return outputs.stream().mapToLong(Output::bytes).sum();
  }
}
