package io.bactrian.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line. Classes of Camel and the learning engine are loaded by the commands that need
 * them, so that help is there at once.
 */
@Command(
    name = "bactrian",
    description = "Deep learning for medical imaging as message flows.",
    subcommands = {
      TrainCommand.class,
      InferCommand.class,
      EvaluateCommand.class,
      PreprocessCommand.class,
      ConstructCsvCommand.class,
      SplitCsvCommand.class,
      AnonymizerCommand.class,
      RecoverConfigCommand.class,
      WeightsCommand.class,
      SummaryCommand.class,
      RunCommand.class,
      ValidateCommand.class,
      AugmentationsCommand.class,
      DemoCommand.class,
      RunsCommand.class,
      StatusCommand.class,
      WhyCommand.class,
      CleanCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done; 1 failed; 2 wrong usage or configuration;",
      "3 done, but some subjects failed (failed.csv in the output folder)."
    })
public final class Bactrian implements Runnable {
  /** Everything was done. */
  public static final int DONE = 0;

  /** Something broke. */
  public static final int FAILED = 1;

  /** The user can mend it: usage, configuration or input. */
  public static final int MISTAKE = 2;

  /** Done, but some subjects failed. */
  public static final int SUBJECTS_FAILED = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Print where in the program an error arose.")
  boolean stacktrace;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the log, and at the end how often and how long every step ran.")
  boolean verbose;

  @Option(
      names = "--log-format",
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      description =
          "text, or json: progress and log as a JSON object a line, without subjects' names"
              + " (default: text).")
  private LogFormat logFormat;

  @Option(
      names = "--port",
      scope = ScopeType.INHERIT,
      paramLabel = "[ADDRESS:]PORT",
      converter = ListenAddress.Converter.class,
      description =
          "Serve a status page, health and metrics over HTTP while the run lasts; for this machine"
              + " alone unless an address is given, such as 0.0.0.0:9876.")
  private ListenAddress port;

  /** How the log is written. */
  enum LogFormat {
    text,
    json
  }

  boolean logsAreJson() {
    return logFormat == LogFormat.json;
  }

  /** What the profile of a route says, unless the command line says otherwise. */
  void useLogFormat(String word) {
    if (logFormat == null && word != null) {
      logFormat = LogFormat.valueOf(word);
    }
  }

  /** Where the status page is served, or null. */
  ListenAddress address() {
    return port;
  }

  /** The command that was given, such as train. */
  String command() {
    ParseResult parsed = spec.commandLine().getParseResult();
    return parsed != null && parsed.hasSubcommand() ? parsed.subcommand().commandSpec().name() : "";
  }

  @Option(
      names = "--verify",
      scope = ScopeType.INHERIT,
      description =
          "Read inputs and stored results again and compare their digests, instead of going by time"
              + " and size.")
  boolean verify;

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Runs a command; returns its exit code. */
  public static int execute(String... arguments) {
    Bactrian bactrian = new Bactrian();
    return new CommandLine(bactrian)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> bactrian.report(exception, command, parsed))
        .setUsageHelpAutoWidth(true)
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Name a command: " + String.join(", ", commands()));
  }

  private List<String> commands() {
    return List.copyOf(spec.subcommands().keySet());
  }

  private int report(Exception exception, CommandLine command, ParseResult parsed) {
    return Failures.print(exception, command.getErr(), stacktrace);
  }
}
