package io.bactrian.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The stock route evaluate. */
@Command(
    name = "evaluate",
    description = {
      "Compare predictions with the truth: label maps, classes or numbers.",
      "The table has the columns SubjectID, Target and Prediction; of classes also Probability_1 and"
          + " so on, for auroc and cel."
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @ParentCommand private Bactrian bactrian;
  @Mixin private ConfiguredOptions stock;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE.json",
      description = "Gets the scores; a CSV of the same name gets them as a table.")
  private Path output;

  @Override
  public Integer call() throws Exception {
    Path file = output.toAbsolutePath().normalize();
    Path folder = file.getParent();
    String name = file.getFileName().toString().replaceFirst("\\.json$", "");
    stock.refuseOverwriting(folder, file.getFileName().toString(), name + ".csv");
    Map<String, String> properties = stock.properties("evaluate", folder);
    properties.put("output", StockOptions.absolute(output));
    return new Session(bactrian, folder).run("evaluate", properties);
  }
}
