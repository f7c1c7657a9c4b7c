package io.bactrian.learning.model;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.learning.weights.SafeTensors;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The configuration that a model was trained by, out of its files. */
public final class RecoveredConfiguration {
  /** Below the folder of a cross-validation: testing_i/validation_j/best/config.yaml. */
  private static final int DEPTH = 4;

  private RecoveredConfiguration() {}

  /**
   * The YAML text: {@code config.yaml} of a model folder, of the first model below a folder, or the
   * metadata of a safetensors file that Bactrian wrote.
   *
   * @param model a folder or a safetensors file
   * @throws MissingFileException when there is neither
   * @throws io.bactrian.cohort.configuration.ConfigurationException when what is there cannot be
   *     read
   */
  public static String of(Path model) {
    if (!Files.isDirectory(model)) {
      return ofWeights(model);
    }
    for (Path file : candidates(model)) {
      if (file.endsWith(ModelFolder.CONFIGURATION)) {
        Configuration.read(file);
        return text(file);
      }
      if (SafeTensors.readMetadata(file).containsKey(ModelFolder.METADATA)) {
        return ofWeights(file);
      }
    }
    throw missing(model);
  }

  private static List<Path> candidates(Path folder) {
    try (Stream<Path> paths = Files.walk(folder, DEPTH)) {
      return paths
          .filter(
              path ->
                  path.endsWith(ModelFolder.CONFIGURATION) || path.endsWith(ModelFolder.WEIGHTS))
          .sorted(Comparator.<Path>comparingInt(Path::getNameCount).thenComparing(path -> path))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private static String ofWeights(Path file) {
    String text = SafeTensors.readMetadata(file).get(ModelFolder.METADATA);
    if (text == null) {
      throw missing(file);
    }
    return text;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static MissingFileException missing(Path model) {
    return new MissingFileException(
        "There is no configuration in the model",
        model.toString(),
        "a model folder with " + ModelFolder.CONFIGURATION + ", or weights that Bactrian wrote",
        "name the folder that the training wrote; weights of other programs hold no configuration");
  }
}
