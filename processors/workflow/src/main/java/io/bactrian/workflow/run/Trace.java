package io.bactrian.workflow.run;

import io.bactrian.safety.AtomicFiles;
import io.bactrian.workflow.RunFolder;
import io.bactrian.workflow.TaskReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code trace.csv} of a run: a row for each task, in the order in which they ended. Where a value
 * means the same as in Nextflow's trace it has the same name.
 */
public final class Trace {
  static final String HEADER =
      "task_id,hash,process,tag,status,attempt,start,complete,realtime_ms,cpu_ms,%cpu,peak_rss,"
          + "write_bytes,error\n";

  private Trace() {}

  /** Writes the table from the journal; the tasks are never in memory together. */
  public static void write(RunFolder run) {
    AtomicFiles.write(
        run.trace(),
        out -> {
          BufferedWriter writer =
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          writer.write(HEADER);
          try (Stream<TaskReport> tasks = run.tasks()) {
            int[] number = new int[1];
            tasks.forEach(task -> line(writer, ++number[0], task));
          }
          writer.flush();
        });
  }

  private static void line(BufferedWriter writer, int number, TaskReport task) {
    try {
      writer.write(row(number, task));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Values are numbers, times, names of steps and classes: none needs quotes. */
  static String row(int number, TaskReport task) {
    long wall = Duration.between(task.start(), task.end()).toMillis();
    return String.format(
        Locale.ROOT,
        "%d,%s,%s,%s,%s,%d,%s,%s,%d,%.0f,%s,%s,%d,%s%n",
        number,
        hash(task.key()),
        task.step(),
        task.subject() == null ? "" : task.subject(),
        status(task),
        task.attempts(),
        task.start(),
        task.end(),
        wall,
        task.cpuSeconds() * 1000,
        wall == 0 ? "" : String.format(Locale.ROOT, "%.1f", 1e5 * task.cpuSeconds() / wall),
        task.peakMemoryBytes() < 0 ? "" : Long.toString(task.peakMemoryBytes()),
        task.outputBytes(),
        task.error() == null ? "" : task.error());
  }

  /** As the folder in the store begins; steps that keep nothing in the store have none. */
  private static String hash(String key) {
    return key == null || key.length() < 8 ? "" : key.substring(0, 2) + "/" + key.substring(2, 8);
  }

  private static String status(TaskReport task) {
    if (task.outcome() == TaskReport.Outcome.FAILED) {
      return "FAILED";
    }
    return task.hit() ? "CACHED" : "COMPLETED";
  }
}
