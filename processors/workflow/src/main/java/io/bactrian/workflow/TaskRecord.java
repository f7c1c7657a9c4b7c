package io.bactrian.workflow;

import java.util.List;
import java.util.SortedMap;

/**
 * The {@code task.json} beside the results of a task: what was done, where, when and from what.
 *
 * @param key the SHA-256 that names the folder
 * @param java version of the runtime
 * @param start ISO-8601, UTC
 * @param end ISO-8601, UTC
 */
record TaskRecord(
    String key,
    String step,
    int version,
    SortedMap<String, String> options,
    List<Input> inputs,
    String java,
    String host,
    String start,
    String end,
    List<Output> outputs) {

  /** A file that was read, and what it held. */
  record Input(String path, long bytes, String sha256) {}

  /** A file that was made; its name is relative to the folder of the task. */
  record Output(String name, long bytes, String sha256) {}
}
