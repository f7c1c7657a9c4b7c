package io.bactrian.learning.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.weights.SafeTensors;
import io.bactrian.safety.AtomicFiles;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/**
 * A trained model as files: {@code weights.safetensors}, {@code config.yaml} (everything needed to
 * train it again) and {@code model.json} ({@link ModelCard}); {@code nyul.json} too when its
 * training images were standardized by landmarks, and {@code histogram_target.nii.gz} when their
 * histograms were matched to an image.
 *
 * @param folder that holds the three
 * @param configuration it was trained by, with the number of channels
 * @param card what {@code model.json} says
 */
public record ModelFolder(Path folder, Configuration configuration, ModelCard card) {
  /** Below the folder of a training: the model with the best validation score. */
  public static final String BEST = "best";

  /** Below the folder of a training: the model of the last epoch. */
  public static final String LATEST = "latest";

  static final String WEIGHTS = "weights.safetensors";
  static final String CONFIGURATION = "config.yaml";
  static final String CARD = "model.json";
  private static final String LANDMARKS = "nyul.json";

  /** In the metadata of the weights: the text of {@code config.yaml}. */
  static final String METADATA = "bactrian.config";

  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /**
   * Writes a model into a folder that is new.
   *
   * @param landmarks content of {@code nyul.json}, or null
   */
  public static void write(
      Path folder,
      Configuration configuration,
      ModelCard card,
      Map<String, NDArray> weights,
      String landmarks) {
    try {
      Files.createDirectories(folder);
      String yaml = HistogramTarget.store(configuration, folder).toYaml();
      SafeTensors.write(folder.resolve(WEIGHTS), weights, Map.of("format", "pt", METADATA, yaml));
      AtomicFiles.writeText(folder.resolve(CONFIGURATION), yaml);
      if (landmarks != null) {
        AtomicFiles.writeText(folder.resolve(LANDMARKS), landmarks);
      }
      ModelCard complete =
          card.withDigests(
              digest(folder.resolve(WEIGHTS)),
              landmarks == null ? null : digest(folder.resolve(LANDMARKS)));
      AtomicFiles.writeText(
          folder.resolve(CARD),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(complete) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the model " + folder, e);
    }
  }

  /**
   * Opens a model, given its own folder or that of the training whose best it is. Reads no weights.
   *
   * @throws MissingFileException when there is no model
   * @throws ModelException when its card cannot be read, or its landmarks are not its own
   */
  public static ModelFolder open(Path path) {
    Path folder = Files.exists(path.resolve(CARD)) ? path : path.resolve(BEST);
    for (String name : new String[] {CARD, CONFIGURATION, WEIGHTS}) {
      if (!Files.exists(folder.resolve(name))) {
        throw new MissingFileException(
            "There is no trained model",
            path.toString(),
            "a folder with " + WEIGHTS + ", " + CONFIGURATION + " and " + CARD,
            "train one with `bactrian train`, or correct the folder");
      }
    }
    Path card = folder.resolve(CARD);
    try {
      ModelFolder model =
          new ModelFolder(
              folder,
              Configuration.read(folder.resolve(CONFIGURATION)),
              JSON.readValue(card.toFile(), ModelCard.class));
      model.checkLandmarks();
      return model;
    } catch (IOException e) {
      throw new ModelException(
          "The description of a model cannot be read",
          card.toString(),
          "the JSON that the training wrote",
          "copy the model folder again, or train the model again",
          e);
    }
  }

  /**
   * The weights, after a check that they are those the card was written for.
   *
   * @throws ModelException when they are not
   */
  public Map<String, NDArray> weights(NDManager manager) {
    Path file = folder.resolve(WEIGHTS);
    try {
      if (!digest(file).equals(card.weightsSha256())) {
        throw new ModelException(
            "The weights are not those that the model was stored with",
            file.toString(),
            "a file with the SHA-256 " + card.weightsSha256() + " of " + CARD,
            "copy the whole model folder again");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return SafeTensors.read(file, manager);
  }

  Path weightsFile() {
    return folder.resolve(WEIGHTS);
  }

  private void checkLandmarks() throws IOException {
    Path file = folder.resolve(LANDMARKS);
    String found = Files.exists(file) ? digest(file) : null;
    if (!Objects.equals(found, card.landmarksSha256())) {
      throw new ModelException(
          "The landmarks are not those that the model was stored with",
          file.toString(),
          card.landmarksSha256() == null
              ? "no such file: the model was trained without nyul"
              : "a file with the SHA-256 " + card.landmarksSha256() + " of " + CARD,
          "copy the whole model folder again");
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
