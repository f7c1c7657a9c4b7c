package io.bactrian.cli;

import io.bactrian.step.StepConstants;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of a route from the command line: log, progress, measures, and the exit code. */
final class Session {
  private final Bactrian options;
  private final Path output;

  /**
   * @param output where the run writes; gets the log. Null to log nowhere.
   */
  Session(Bactrian options, Path output) {
    this.options = options;
    this.output = output;
  }

  /**
   * Runs a route.
   *
   * @param properties its properties; {@code failed} is the list of failed subjects, which this run
   *     starts anew
   * @return the exit code
   */
  int run(String route, Map<String, String> properties) throws Exception {
    prepare(properties.get("failed"));
    Logs.start(output, options.verbose);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Console console = Console.create();
    try {
      new RouteRunner(route, properties, console, meters).run();
    } finally {
      console.close();
      summarize(console, meters, properties.get("failed"));
    }
    return console.failedSubjects() > 0 ? Bactrian.SUBJECTS_FAILED : Bactrian.DONE;
  }

  private void summarize(Console console, SimpleMeterRegistry meters, String failed) {
    if (options.verbose) {
      print(meters, console);
    }
    int count = console.failedSubjects();
    if (count > 0) {
      console.print(count + (count == 1 ? " subject" : " subjects") + " failed: " + failed);
    }
  }

  private void prepare(String failed) {
    try {
      if (output != null) {
        Files.createDirectories(output);
      }
      if (failed != null) {
        Files.deleteIfExists(Path.of(failed));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + output, e);
    }
  }

  private static void print(SimpleMeterRegistry meters, Console console) {
    for (Timer timer : meters.find(StepConstants.TIMER).timers()) {
      console.print(
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
