package io.bactrian.cli;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.component.train.ModelTools;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings weights in and out. */
@Command(
    name = "weights",
    description = "Import weights of GaNDLF or PyTorch, or export those of a model.",
    subcommands = {WeightsCommand.Import.class, WeightsCommand.Export.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class WeightsCommand implements Runnable {
  /** As the command line has it. */
  enum Axes {
    xyz,
    zyx
  }

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Name a command: import or export");
  }

  @Command(
      name = "import",
      description = {
        "Make a model folder of weights in a safetensors file.",
        "The names are those of GaNDLF's state_dict; module. or model. may stand before each."
      },
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {
    @Option(
        names = {"-i", "--input"},
        required = true,
        paramLabel = "WEIGHTS.safetensors",
        description = "The weights.")
    private Path input;

    @Option(
        names = {"-c", "--config"},
        required = true,
        paramLabel = "CONFIG.yaml",
        description = "Configuration they were trained with, with num_channels.")
    private Path config;

    @Option(
        names = {"-m", "--model-dir"},
        required = true,
        paramLabel = "MODEL_DIR",
        description = "Gets the model; a new folder.")
    private Path model;

    @Option(
        names = "--axes",
        defaultValue = "xyz",
        paramLabel = "ORDER",
        description =
            "Order of the spatial axes: xyz (GaNDLF, MONAI; the default) or zyx (Bactrian, torchvision).")
    private Axes axes;

    @Override
    public Integer call() {
      ModelTools.importWeights(input, Configuration.read(config), axes.name(), model);
      return Bactrian.DONE;
    }
  }

  @Command(
      name = "export",
      description = "Write the weights of a model into a safetensors file.",
      mixinStandardHelpOptions = true)
  static final class Export implements Callable<Integer> {
    @Option(
        names = {"-m", "--model-dir"},
        required = true,
        paramLabel = "MODEL_DIR",
        description = "The model, or the training whose best model it is.")
    private Path model;

    @Option(
        names = {"-o", "--output"},
        required = true,
        paramLabel = "WEIGHTS.safetensors",
        description = "Gets the weights.")
    private Path output;

    @Option(
        names = "--prefix",
        defaultValue = "",
        paramLabel = "TEXT",
        description = "Stands before each name, such as module.")
    private String prefix;

    @Option(
        names = "--axes",
        defaultValue = "xyz",
        paramLabel = "ORDER",
        description = "Order of the spatial axes: xyz (GaNDLF, MONAI; the default) or zyx.")
    private Axes axes;

    @Override
    public Integer call() {
      ModelTools.exportWeights(model, output.toAbsolutePath(), axes.name(), prefix);
      return Bactrian.DONE;
    }
  }
}
