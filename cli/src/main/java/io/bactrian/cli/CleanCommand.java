package io.bactrian.cli;

import io.bactrian.workflow.Clean;
import io.bactrian.workflow.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes stored results. */
@Command(
    name = "clean",
    description = {
      "Remove results of tasks from the work folder.",
      "What is removed is computed again when it is asked for; models and outputs stay, and what"
          + " a run uses that goes on."
    },
    mixinStandardHelpOptions = true)
final class CleanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private What what;

  /** One of three. */
  static final class What {
    @Option(
        names = "--run",
        paramLabel = "RUN",
        description = "These runs, and the results that no other run refers to.")
    private List<String> runs;

    @Option(names = "--unreferenced", description = "Results that no run refers to.")
    private boolean unreferenced;

    @Option(
        names = "--older-than",
        paramLabel = "DAYS",
        description =
            "Results that nobody made or used, and folders of runs that ended, so many days ago or"
                + " longer.")
    private Double days;
  }

  @Option(names = "--dry-run", description = "Only say what would be removed.")
  private boolean dryRun;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "work",
      description = "The work folder (default: ${DEFAULT-VALUE}).")
  private Path work;

  @Override
  public Integer call() {
    Clean clean = new Clean(work, dryRun, RunsCommand.active(work));
    Clean.Result result;
    if (what.runs != null) {
      result = clean.runs(what.runs.stream().map(id -> RunFolder.open(work, id)).toList());
    } else if (what.unreferenced) {
      result = clean.unreferenced();
    } else {
      if (!(what.days >= 0)) {
        throw new picocli.CommandLine.ParameterException(
            spec.commandLine(), "--older-than is a number of days from 0, not " + what.days);
      }
      long seconds = Math.round(what.days * Duration.ofDays(1).toSeconds());
      result = clean.notUsedSince(Instant.now().minusSeconds(seconds));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s %d runs and %d tasks of %.1f MiB%n",
        dryRun ? "Would remove" : "Removed",
        result.runs(),
        result.tasks(),
        result.bytes() / 1048576.0);
    out.flush();
    return Bactrian.DONE;
  }
}
