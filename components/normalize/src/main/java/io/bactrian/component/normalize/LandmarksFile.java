package io.bactrian.component.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.imaging.normalize.NyulLandmarks;
import io.bactrian.safety.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code nyul.json}: landmarks of Nyul standardization, in the task store and in model folders. It
 * holds no subject's id or image.
 */
final class LandmarksFile {
  static final String NAME = "nyul.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private LandmarksFile() {}

  static void write(Path file, NyulLandmarks landmarks) {
    try {
      AtomicFiles.writeText(
          file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(landmarks) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Numbers cannot fail to be written", e);
    }
  }

  /**
   * Reads it.
   *
   * @throws ConfigurationException when there is no such file, or no landmarks in it
   */
  static NyulLandmarks read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "The landmarks of nyul are missing",
          file.toString(),
          "the file " + NAME + " that training has stored with the model",
          "copy the whole model folder, train the model with nyul in data_preprocessing, or remove"
              + " nyul from the configuration of a model that was trained without it");
    }
    try {
      return JSON.readValue(file.toFile(), NyulLandmarks.class);
    } catch (ValueInstantiationException e) {
      throw broken(file, e.getCause() == null ? e : e.getCause());
    } catch (JsonProcessingException e) {
      throw broken(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static ConfigurationException broken(Path file, Throwable cause) {
    return new ConfigurationException(
        "The landmarks of nyul cannot be read: "
            + String.valueOf(cause.getMessage()).split("\n")[0],
        file.toString(),
        "the JSON that the training wrote",
        "copy the model folder again, or train the model again",
        cause);
  }
}
