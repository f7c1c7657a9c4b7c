package io.bactrian.cli;

import io.bactrian.workflow.RunFolder;
import io.bactrian.workflow.run.RunFiles;
import io.bactrian.workflow.run.RunInfo;
import io.bactrian.workflow.run.RunState;
import io.bactrian.workflow.run.RunStatus;
import io.bactrian.workflow.run.StepStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists runs. */
@Command(
    name = "runs",
    description = "List the runs on a work folder, the newest first.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
  private static final String ROW = "%-27s  %-15s  %-10s  %14s  %8s  %8s  %6s%n";

  @Spec private CommandSpec spec;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "work",
      description = "The work folder (default: ${DEFAULT-VALUE}).")
  private Path work;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int count;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<RunFolder> runs = RunFolder.all(work);
    if (runs.isEmpty()) {
      out.println("Nothing has run on " + StockOptions.absolute(work));
    } else {
      out.printf(ROW, "RUN", "STATE", "COMMAND", "DURATION", "DONE", "STORED", "FAILED");
      runs.stream().limit(count).forEach(run -> print(out, new RunFiles(run)));
    }
    out.flush();
    return Bactrian.DONE;
  }

  /** The runs on a work folder that go on. */
  static List<RunFolder> active(Path work) {
    Instant now = Instant.now();
    return RunFolder.all(work).stream().filter(run -> isActive(new RunFiles(run), now)).toList();
  }

  private static boolean isActive(RunFiles run, Instant now) {
    return run.readInfo()
        .filter(info -> run.state(info, RunInfos.host(), now) == RunState.RUNNING)
        .isPresent();
  }

  private static void print(PrintWriter out, RunFiles files) {
    String id = files.folder().id();
    Optional<RunInfo> info = files.readInfo();
    if (info.isEmpty()) {
      out.printf(ROW, id, RunState.INTERRUPTED.text(), "", "", "", "", "");
      return;
    }
    Instant now = Instant.now();
    Optional<RunStatus> status = files.readStatus();
    RunState state = files.state(info.get(), RunInfos.host(), now);
    Instant heard = status.map(RunStatus::time).orElse(info.get().start());
    List<StepStatus> steps = status.map(RunStatus::steps).orElse(List.of());
    out.printf(
        ROW,
        id,
        state.text(),
        info.get().command(),
        Console.time(info.get().duration(state == RunState.RUNNING ? now : heard)),
        steps.stream().mapToInt(StepStatus::done).sum(),
        steps.stream().mapToInt(StepStatus::stored).sum(),
        status.map(RunStatus::failedSubjects).orElse(0));
  }
}
