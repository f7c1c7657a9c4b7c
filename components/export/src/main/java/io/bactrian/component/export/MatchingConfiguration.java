package io.bactrian.component.export;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.safety.AtomicFiles;
import io.bactrian.step.images.Preprocessing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration that goes with processed images: the same without what was done of {@code
 * data_preprocessing}. What {@code nyul} learns is learned by training, from training subjects.
 */
final class MatchingConfiguration {
  static final String NAME = "config.yaml";
  static final String TABLE = "data_processed.csv";

  private MatchingConfiguration() {}

  /**
   * Writes it. Marks the folder as one with processed images of this configuration.
   *
   * @throws ExportException when the folder holds a table or configuration of something else
   */
  static void write(Configuration configuration, Path folder, boolean force) {
    String text =
        configuration.withPreprocessing(Preprocessing.fromStandardization(configuration)).toYaml();
    Path file = folder.resolve(NAME);
    try {
      boolean marked = Files.exists(file);
      if (!force && marked && !Files.readString(file).equals(text)) {
        throw ExportException.exists("The folder holds another configuration", file);
      }
      if (!force && !marked && Files.exists(folder.resolve(TABLE))) {
        throw ExportException.exists(
            "The folder holds a table that is not of this command", folder.resolve(TABLE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    AtomicFiles.writeText(file, text);
  }
}
