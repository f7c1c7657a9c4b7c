package io.bactrian.cli;

import io.bactrian.component.train.ModelTools;
import io.bactrian.safety.AtomicFiles;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads the configuration out of a model. */
@Command(
    name = "recover-config",
    description = "Write the configuration that a model was trained by into a file.",
    mixinStandardHelpOptions = true)
final class RecoverConfigCommand implements Callable<Integer> {
  @Option(
      names = {"-m", "--model-dir"},
      required = true,
      paramLabel = "MODEL_DIR",
      description =
          "A model folder, a folder with model folders below it, or a weights.safetensors.")
  private Path model;

  @Option(
      names = {"-o", "--output-file"},
      required = true,
      paramLabel = "CONFIG.yaml",
      description = "Gets the configuration.")
  private Path output;

  @Override
  public Integer call() {
    AtomicFiles.writeText(output.toAbsolutePath(), ModelTools.configuration(model));
    return Bactrian.DONE;
  }
}
