package io.bactrian.cli;

import io.bactrian.component.train.ModelTools;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The stock route train. */
@Command(
    name = "train",
    description = {
      "Train a network on a cohort, and evaluate it on the testing subjects of each fold.",
      "The same command again goes on where a killed one was."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @ParentCommand private Bactrian bactrian;
  @Mixin private ConfiguredOptions stock;

  @Option(
      names = {"-m", "--model-dir"},
      required = true,
      paramLabel = "MODEL_DIR",
      description = "Gets the models, learning curves, scores and the log.")
  private Path model;

  @Option(names = "--reset", description = "Forget an earlier training in MODEL_DIR.")
  private boolean reset;

  @Override
  public Integer call() throws Exception {
    stock.refuseOverwriting(model);
    Map<String, String> properties = stock.properties("train", model);
    // Values that do not fit are told before the images are processed, not after.
    ModelTools.check(stock.configuration());
    properties.put("reset", Boolean.toString(reset));
    return new Session(bactrian, model).run("train", properties);
  }
}
