package io.bactrian.cli;

import io.bactrian.cli.report.RouteGraphs;
import io.bactrian.cli.report.RunReport;
import io.bactrian.workflow.RunFolder;
import io.bactrian.workflow.run.RunFiles;
import io.bactrian.workflow.run.RunInfo;
import io.bactrian.workflow.run.RunProgress;
import io.bactrian.workflow.run.RunStatus;
import io.bactrian.workflow.run.Trace;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run while it runs: what it is, how far it is, who shows it, and the files in its folder. A run
 * that is killed leaves {@code run.json}, {@code status.json} and the journal.
 */
final class RunRecord {
  /** Exit code of a process that a signal has ended. */
  static final int STOPPED = RunInfo.STOPPED;

  private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);

  private final RunFiles files;
  private final RunProgress counts = new RunProgress();
  private final RunRecorder recorder;
  private final Console console;
  private final Heartbeat heartbeat;
  private RunInfo info;
  private boolean ended;

  RunRecord(RunFolder folder, Bactrian options, String route, Map<String, String> properties) {
    this.files = new RunFiles(folder);
    this.info = RunInfos.of(folder.id(), options.command(), route, properties);
    files.write(info);
    this.recorder = new RunRecorder(counts, folder);
    this.heartbeat = new Heartbeat(counts, files);
    this.console = Console.create(title(), this::status, options.logsAreJson());
    recorder.showOn(console);
  }

  private String title() {
    return info.command() + "  " + info.id();
  }

  RunRecorder recorder() {
    return recorder;
  }

  RunStatus status() {
    return counts.status(Instant.now());
  }

  synchronized RunInfo info() {
    return info;
  }

  int failedSubjects() {
    return counts.failedSubjects();
  }

  RunFolder folder() {
    return files.folder();
  }

  void print(String line) {
    console.print(line);
  }

  /** The routes are there, and nothing has begun. */
  synchronized void loaded(CamelContext context) {
    info = info.withGraph(RouteGraphs.of(context));
    files.write(info);
  }

  /**
   * Writes the end of the run, its trace and its report; once.
   *
   * @param failure what ended it, or null
   */
  synchronized void end(int code, Throwable failure) {
    if (ended) {
      return;
    }
    ended = true;
    console.close();
    try {
      heartbeat.close();
      info = info.ended(Instant.now(), code, failure == null ? null : root(failure));
      files.write(info);
      Trace.write(files.folder());
      RunReport.write(files);
    } catch (UncheckedIOException e) {
      // What the run has made is there all the same, and its exit code tells of that.
      LOG.warn("The report of the run is missing: {}", e.getMessage());
    }
    if (code == STOPPED) {
      console.print("Stopped. The same command again goes on from here.");
    }
  }

  /** Says nothing of a run that ended before its first step. */
  void printWhereTheReportIs() {
    if (!status().steps().isEmpty()) {
      console.print("Run report: " + files.folder().report());
    }
  }

  /** The class alone: messages may name files, and so patients. */
  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName();
  }
}
