package io.bactrian.cli;

import io.bactrian.workflow.Explanation;
import io.bactrian.workflow.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says why tasks ran, or did not. */
@Command(
    name = "why",
    description = "Say why each task of a run was computed, or answered from the store.",
    mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      defaultValue = "last",
      description = "Its id, a part of it that no other run has, or last (default).")
  private String run;

  @Parameters(
      paramLabel = "TASK",
      index = "1",
      arity = "0..1",
      description =
          "The id of a subject, the beginning of its token or of a task's key, as in trace.csv, or a"
              + " step. Without it all steps are shown.")
  private String task;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "work",
      description = "The work folder (default: ${DEFAULT-VALUE}).")
  private Path work;

  @Override
  public Integer call() {
    Explanation explanation = new Explanation(RunFolder.open(work, run));
    PrintWriter out = spec.commandLine().getOut();
    (task == null ? explanation.ofAll() : explanation.of(task)).forEach(out::println);
    out.flush();
    return Bactrian.DONE;
  }
}
