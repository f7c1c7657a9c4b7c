package io.bactrian.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The stock route split-csv. */
@Command(
    name = "split-csv",
    description = {
      "Divide a table into training, validation and testing tables, as training would.",
      "Writes training_J.csv and validation_J.csv for validation fold J and testing_I.csv; in a"
          + " folder testing_I for each testing fold where there are several."
    },
    mixinStandardHelpOptions = true)
final class SplitCsvCommand implements Callable<Integer> {
  @ParentCommand private Bactrian bactrian;

  @Option(
      names = {"-i", "--input-csv"},
      required = true,
      paramLabel = "DATA.csv",
      description = "Table of subjects.")
  private Path input;

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "CONFIG.yaml",
      description = "Configuration with nested_training.")
  private Path config;

  @Option(
      names = {"-o", "--output-dir"},
      required = true,
      paramLabel = "DIR",
      description = "Gets the tables.")
  private Path output;

  @Option(names = "--force", description = "Overwrite tables.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("data", StockOptions.absolute(input));
    properties.put("config", StockOptions.absolute(config));
    properties.put("output", StockOptions.absolute(output));
    properties.put("force", Boolean.toString(force));
    return new Session(bactrian, null).run("split-csv", properties);
  }
}
