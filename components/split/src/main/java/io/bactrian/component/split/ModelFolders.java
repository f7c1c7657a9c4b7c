package io.bactrian.component.split;

import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds trained models: folders with {@code model.json} and {@code weights.safetensors}. */
public final class ModelFolders {
  private static final String CONFIGURATION = "config.yaml";

  /** Below a model folder: testing_i/validation_j/best. */
  private static final int DEPTH = 4;

  private ModelFolders() {}

  /**
   * The model folder itself, or else all models below it that are the best of their training.
   *
   * @throws MissingFileException when there is none
   */
  static List<Path> below(Path folder) {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> paths = Files.walk(folder, DEPTH)) {
        List<Path> models = paths.filter(ModelFolders::isModel).sorted().toList();
        if (!models.isEmpty()) {
          return models;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot list " + folder, e);
      }
    }
    throw new MissingFileException(
        "There is no trained model in " + folder,
        folder.toAbsolutePath().toString(),
        "a folder with model.json and weights.safetensors, or with such folders below it",
        "give the folder that a training has written; if the training has not come to the end of"
            + " its first epoch, start it again");
  }

  /**
   * The configuration that the first of the models was trained by.
   *
   * @throws MissingFileException when there is no model
   */
  public static Path configurationBelow(Path folder) {
    return below(folder).get(0).resolve(CONFIGURATION);
  }

  private static boolean isModel(Path folder) {
    return !folder.endsWith("latest")
        && Files.isRegularFile(folder.resolve("model.json"))
        && Files.isRegularFile(folder.resolve("weights.safetensors"));
  }
}
