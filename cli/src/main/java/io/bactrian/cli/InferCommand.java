package io.bactrian.cli;

import io.bactrian.component.split.ModelFolders;
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
      "Writes a label map for each subject in the geometry of its original image, or a table of"
          + " classes or numbers, and scores where the table has labels or values."
    },
    mixinStandardHelpOptions = true)
final class InferCommand implements Callable<Integer> {
  @ParentCommand private Bactrian bactrian;
  @Mixin private StockOptions stock;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "CONFIG.yaml",
      description =
          "GaNDLF-style configuration; without it the one that the first model was trained by.")
  private Path config;

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
      description = "Gets the label maps or table, scores and the log.")
  private Path output;

  @Option(
      names = "--only",
      paramLabel = "FAILED.csv",
      description = "Only the subjects in this list, as an earlier run has written it.")
  private Path only;

  @Override
  public Integer call() throws Exception {
    Overwriting.refuseImages(stock.input, output);
    stock.refuseOverwriting(output, "predictions.csv", "scores.csv");
    Path known = config == null ? ModelFolders.configurationBelow(model) : config;
    Map<String, String> properties = stock.properties("infer", known, output);
    properties.put("model", StockOptions.absolute(model));
    if (only != null) {
      properties.put("only", StockOptions.absolute(only));
    }
    return new Session(bactrian, output).run("infer", properties);
  }
}
