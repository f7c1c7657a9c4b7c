package io.bactrian.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The stock route preprocess. */
@Command(
    name = "preprocess",
    description = {
      "Do the data_preprocessing of a configuration once and keep the images.",
      "Writes the images with their label maps, the table data_processed.csv, and config.yaml for"
          + " training on them."
    },
    mixinStandardHelpOptions = true)
final class PreprocessCommand implements Callable<Integer> {
  @ParentCommand private Bactrian bactrian;
  @Mixin private ConfiguredOptions stock;

  @Option(
      names = {"-o", "--output-dir"},
      required = true,
      paramLabel = "DIR",
      description = "Gets the images, the table, the configuration and the log.")
  private Path output;

  /** What lies beyond the border of images that are padded. */
  enum PaddingMode {
    constant,
    edge,
    reflect,
    symmetric
  }

  @Option(
      names = {"-l", "--label-pad"},
      paramLabel = "MODE",
      description =
          "Pad images and label maps by half a patch at the end, as GaNDLF does for its label"
              + " sampler: ${COMPLETION-CANDIDATES} (default: no padding).")
  private PaddingMode labelPad;

  @Option(
      names = {"-z", "--crop-zero"},
      description = "Cut off planes of zeros at the outside first.")
  private boolean cropZero;

  @Option(
      names = {"-a", "--apply-augs"},
      description =
          "Change the images once by data_augmentation, drawn from seed. The written configuration"
              + " keeps it: training draws anew from the changed images.")
  private boolean applyAugmentations;

  @Option(names = "--force", description = "Overwrite what another run has left in the folder.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    stock.refuseOverwriting(output);
    Map<String, String> properties = stock.properties("preprocess", output);
    properties.put("cropZero", Boolean.toString(cropZero));
    properties.put("pad", Boolean.toString(labelPad != null));
    if (labelPad != null) {
      properties.put("labelPad", labelPad.name());
    }
    properties.put("augment", Boolean.toString(applyAugmentations));
    properties.put("force", Boolean.toString(force));
    return new Session(bactrian, output).run("preprocess", properties);
  }
}
