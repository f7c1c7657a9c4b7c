package io.bactrian.cli;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.component.train.AugmentationPictures;
import io.bactrian.safety.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the augmentations of a configuration do to an image, before a training does it. */
@Command(
    name = "augmentations",
    description = {
      "Draw what the augmentations of a configuration do to an image: NAME.png for each, before and"
          + " after, and augmentations.png with all. Outlines are labels."
    },
    mixinStandardHelpOptions = true)
final class AugmentationsCommand implements Callable<Integer> {
  private static final String EXAMPLES = "augmentations.yaml";

  @Spec private CommandSpec spec;

  @Option(
      names = {"-i", "--image"},
      paramLabel = "IMAGE",
      description = "The image; without it a synthetic head, and synthetic tissue for colours.")
  private Path image;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "LABEL",
      description = "Its label map.")
  private Path label;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "CONFIG.yaml",
      description = "Configuration with data_augmentation; without it all augmentations are shown.")
  private Path config;

  @Option(
      names = {"-o", "--output-dir"},
      required = true,
      paramLabel = "DIR",
      description = "Gets the pictures.")
  private Path output;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another one gives other examples (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    if (label != null && image == null) {
      throw new picocli.CommandLine.ParameterException(
          spec.commandLine(), "--label needs the --image that it belongs to");
    }
    Path folder = output.toAbsolutePath().normalize();
    Path used = config;
    if (used == null) {
      used = folder.resolve(EXAMPLES);
      try (InputStream in = AugmentationsCommand.class.getResourceAsStream("/" + EXAMPLES)) {
        AtomicFiles.writeText(used, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    Configuration configuration = Configuration.read(used);
    PrintWriter out = spec.commandLine().getOut();
    for (String left : AugmentationPictures.write(folder, configuration, image, label, seed)) {
      out.println(left + " is not shown: the image has no red, green and blue");
    }
    out.println("Pictures: " + folder.resolve("augmentations.png") + " and one of each beside it");
    out.flush();
    return Bactrian.DONE;
  }
}
