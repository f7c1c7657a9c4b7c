package io.bactrian.cli;

import io.bactrian.cli.validate.StepSettings;
import io.bactrian.safety.UserMistakeException;
import io.bactrian.step.StepConstants;
import io.bactrian.workflow.RunFolder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of a route from the command line: its folder, log, progress, measures, and exit code. */
final class Session {
  private final Bactrian options;
  private final Path output;

  /**
   * @param output where the run writes; gets the log. Null to log into the folder of the run.
   */
  Session(Bactrian options, Path output) {
    this.options = options;
    this.output = output;
  }

  /**
   * Runs a route.
   *
   * @param properties its properties; {@code failed} is the list of failed subjects, which this run
   *     starts anew, and {@code work} the folder of the task store, below which the run has its
   *     folder
   * @return the exit code
   */
  int run(String route, Map<String, String> properties) throws Exception {
    properties.put("bactrian.verify", Boolean.toString(options.verify));
    options.useLogFormat(properties.get(StepSettings.LOG_FORMAT));
    prepare(properties);
    Path work = Path.of(properties.getOrDefault("work", "work"));
    RunFolder folder = RunFolder.create(work, Instant.now());
    Logs.start(output == null ? folder.path() : output, folder.id(), options);
    MeterRegistry meters = Monitor.registry(options.address());
    RunRecord record = new RunRecord(folder, options, route, properties);
    RouteRunner runner = new RouteRunner(route, properties, record.recorder(), meters);
    runner.tellTasks(record.recorder()::task);
    runner.whenLoaded(record::loaded);
    if (options.address() != null) {
      runner.whenLoaded(context -> Monitor.add(context, options.address(), record));
    }
    runner.whenStopped(() -> record.end(RunRecord.STOPPED, null));
    Exception failure = null;
    try {
      runner.run();
    } catch (Exception e) {
      failure = e;
    }
    if (runner.isStopping()) {
      // The hook that stops the routes writes the end of the run.
      return RunRecord.STOPPED;
    }
    int code = code(failure, record);
    record.end(code, failure);
    summarize(record, meters, properties.get("failed"));
    if (failure != null) {
      throw failure;
    }
    return code;
  }

  private static int code(Exception failure, RunRecord record) {
    if (failure != null) {
      UserMistakeException mistake = Failures.mistake(failure);
      return mistake != null ? Bactrian.MISTAKE : Bactrian.FAILED;
    }
    return record.failedSubjects() > 0 ? Bactrian.SUBJECTS_FAILED : Bactrian.DONE;
  }

  private void summarize(RunRecord record, MeterRegistry meters, String failed) {
    if (options.verbose) {
      print(meters, record);
    }
    int count = record.failedSubjects();
    if (count > 0) {
      record.print(count + (count == 1 ? " subject" : " subjects") + " failed: " + failed);
    }
    record.printWhereTheReportIs();
  }

  /** The list of this run is begun anew; one that it is to replay is set aside first. */
  private void prepare(Map<String, String> properties) {
    String failed = properties.get("failed");
    try {
      if (output != null) {
        Files.createDirectories(output);
      }
      if (failed != null && failed.equals(properties.get("only"))) {
        Path aside = Path.of(failed).resolveSibling("failed.before.csv");
        Files.move(Path.of(failed), aside, StandardCopyOption.REPLACE_EXISTING);
        properties.put("only", aside.toString());
      } else if (failed != null) {
        Files.deleteIfExists(Path.of(failed));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + output, e);
    }
  }

  private static void print(MeterRegistry meters, RunRecord record) {
    for (Timer timer : meters.find(StepConstants.TIMER).timers()) {
      record.print(
          String.format(
              "%-28s %-6s %6d times, %s in all, longest %.3f s",
              timer.getId().getTag("step"),
              timer.getId().getTag("outcome"),
              timer.count(),
              Console.time(Duration.ofNanos((long) timer.totalTime(TimeUnit.NANOSECONDS))),
              timer.max(TimeUnit.SECONDS)));
    }
  }
}
