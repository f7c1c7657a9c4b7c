package io.bactrian.workflow;

import java.time.Instant;
import java.util.List;

/** The report of one call, begun when the task is asked for. */
final class Report {
  private final TaskContext context;
  private Instant start = Instant.now();
  private Usage usage;

  private Report(TaskContext context) {
    this.context = context;
    this.usage = Usage.start(context.wholeProcess());
  }

  static Report start(TaskContext context) {
    return new Report(context);
  }

  /** Work begins only now: what was waited for before does not count. */
  void begin() {
    start = Instant.now();
    usage = Usage.start(context.wholeProcess());
  }

  /** What is written beside the results. */
  TaskRecord record(
      String key,
      Task task,
      List<TaskRecord.Input> inputs,
      String place,
      List<TaskRecord.Output> outputs) {
    return new TaskRecord(
        key,
        task.step(),
        task.version(),
        task.options(),
        inputs,
        place,
        System.getProperty("java.version"),
        Owner.host(),
        context.attempt(),
        start,
        Instant.now(),
        usage.cpuSeconds(),
        Usage.peakMemoryBytes(),
        outputs);
  }

  TaskReport hit(String key, Task task, String token, TaskRecord stored) {
    return report(key, task.version(), token, true, List.of(), null, stored.outputBytes());
  }

  TaskReport computed(String token, List<Change> changes, TaskRecord done) {
    return report(done.key(), done.version(), token, false, changes, null, done.outputBytes());
  }

  TaskReport failed(String key, Task task, String token, List<Change> changes, Throwable error) {
    return report(key, task.version(), token, false, changes, error, 0);
  }

  private TaskReport report(
      String key,
      int version,
      String token,
      boolean hit,
      List<Change> changes,
      Throwable error,
      long bytes) {
    return new TaskReport(
        key,
        context.step(),
        version,
        token,
        hit,
        changes,
        context.attempt(),
        start,
        Instant.now(),
        usage.cpuSeconds(),
        Usage.peakMemoryBytes(),
        error == null ? TaskReport.Outcome.DONE : TaskReport.Outcome.FAILED,
        error == null ? null : error.getClass().getSimpleName(),
        bytes);
  }
}
