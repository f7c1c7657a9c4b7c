package io.bactrian.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The stock route infer. */
@Command(
    name = "infer",
    description = {
      "Predict a cohort with all models in a folder, fused.",
      "Writes a label map for each subject in the geometry of its original image, and scores where"
          + " the table has labels."
    },
    mixinStandardHelpOptions = true)
final class InferCommand implements Callable<Integer> {
  @ParentCommand private Bactrian bactrian;
  @Mixin private StockOptions stock;

  @Option(
      names = {"-m", "--model-dir"},
      required = true,
      paramLabel = "MODEL_DIR",
      description = "A model folder, or a folder with model folders below it.")
  private Path model;

  @Option(
      names = {"-o", "--output-dir"},
      required = true,
      paramLabel = "OUT_DIR",
      description = "Gets the label maps, scores and the log.")
  private Path output;

  @Option(
      names = "--only",
      paramLabel = "FAILED.csv",
      description = "Only the subjects in this list, as an earlier run has written it.")
  private Path only;

  @Override
  public Integer call() throws Exception {
    Map<String, String> properties = stock.properties("infer", output);
    properties.put("model", StockOptions.absolute(model));
    if (only != null) {
      properties.put("only", StockOptions.absolute(only));
    }
    return new Session(bactrian, output).run("infer", properties);
  }
}
