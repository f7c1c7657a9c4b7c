package io.bactrian.cli;

import io.bactrian.cli.report.RunReport;
import io.bactrian.workflow.RunFolder;
import io.bactrian.workflow.run.RunFiles;
import io.bactrian.workflow.run.RunInfo;
import io.bactrian.workflow.run.RunState;
import io.bactrian.workflow.run.RunStatus;
import io.bactrian.workflow.run.Trace;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how far a run is. */
@Command(
    name = "status",
    description = {
      "Show how far a run is, or how it ended.",
      "Of a run that was killed this makes the trace and the report, too."
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      defaultValue = "last",
      description = "Its id, a part of it that no other run has, or last (default).")
  private String run;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "work",
      description = "The work folder (default: ${DEFAULT-VALUE}).")
  private Path work;

  @Override
  public Integer call() {
    RunFiles files = new RunFiles(RunFolder.open(work, run));
    PrintWriter out = spec.commandLine().getOut();
    Optional<RunInfo> info = files.readInfo();
    if (info.isEmpty()) {
      out.println(files.folder().id() + ": was killed before it began");
      out.flush();
      return Bactrian.DONE;
    }
    RunState state = files.state(info.get(), RunInfos.host(), Instant.now());
    out.println(heading(info.get(), state));
    files.readStatus().ifPresent(status -> print(out, files, status));
    if (state == RunState.INTERRUPTED && !Files.exists(files.folder().report())) {
      Trace.write(files.folder());
      RunReport.write(files);
    }
    if (Files.exists(files.folder().report())) {
      out.println("Run report: " + files.folder().report());
    }
    out.flush();
    return Bactrian.DONE;
  }

  private static void print(PrintWriter out, RunFiles files, RunStatus status) {
    Terminal screen = new Terminal(Terminal.size().columns(), Integer.MAX_VALUE);
    new StatusLines(files.folder().id(), status, screen).lines().forEach(out::println);
    if (status.failedSubjects() > 0) {
      out.println("  subjects failed: " + status.failedSubjects());
    }
  }

  private static String heading(RunInfo info, RunState state) {
    String text = info.command() + " (" + info.route() + "): " + state.text();
    if (state == RunState.FAILED) {
      text += " with " + (info.error() == null ? "exit code " + info.exit() : info.error());
    } else if (state == RunState.RUNNING) {
      text += " on " + info.host() + ", process " + info.pid();
    } else if (state == RunState.INTERRUPTED) {
      text +=
          info.exit() == null
              ? ", for its process " + info.pid() + " on " + info.host() + " was killed"
              : ", for it was stopped";
      text += "; the same command again goes on from there";
    }
    return text;
  }
}
