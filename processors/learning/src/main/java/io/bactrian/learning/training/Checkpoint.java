package io.bactrian.learning.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.weights.SafeTensors;
import io.bactrian.safety.AtomicFiles;
import io.bactrian.safety.FileTrees;
import io.bactrian.safety.UserMistakeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The state of a training after an epoch: a folder {@code checkpoint-0007} below the training's
 * folder. It is written under another name and renamed; only then are older ones deleted, so a
 * whole one is there whenever the process is killed.
 *
 * @param folder where it lies
 * @param results of all epochs so far; their number is the next epoch's, counted from 0
 */
record Checkpoint(Path folder, List<EpochResult> results) {
  private static final Pattern NAME = Pattern.compile("checkpoint-\\d{4,}");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STATE = "state.safetensors";
  private static final String RESULTS = "epochs.json";

  /** Saves a state and deletes the ones before. */
  static void save(Path parent, Map<String, NDArray> state, List<EpochResult> results) {
    Path target = parent.resolve(String.format("checkpoint-%04d", results.size()));
    Path partial = parent.resolve(".partial-" + target.getFileName());
    try {
      FileTrees.delete(partial);
      Files.createDirectories(partial);
      SafeTensors.write(partial.resolve(STATE), state, Map.of());
      AtomicFiles.writeText(
          partial.resolve(RESULTS),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(results));
      FileTrees.delete(target);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      for (Path older : all(parent)) {
        if (!older.equals(target)) {
          FileTrees.delete(older);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save a checkpoint in " + parent, e);
    }
  }

  /** The last one, if the training has any. */
  static Optional<Checkpoint> last(Path parent) {
    try {
      List<Path> all = all(parent);
      if (all.isEmpty()) {
        return Optional.empty();
      }
      Path folder = all.get(all.size() - 1);
      List<EpochResult> results =
          JSON.readValue(folder.resolve(RESULTS).toFile(), new TypeReference<>() {});
      return Optional.of(new Checkpoint(folder, results));
    } catch (IOException e) {
      throw unreadable(parent, e);
    }
  }

  /** The arrays, by name. */
  Map<String, NDArray> state(NDManager manager) {
    try {
      return SafeTensors.read(folder.resolve(STATE), manager);
    } catch (UserMistakeException e) {
      throw unreadable(folder.resolve(STATE), e);
    }
  }

  private static ModelException unreadable(Path where, Exception cause) {
    return new ModelException(
        "The checkpoint of a stopped training cannot be read",
        where.toString(),
        "a folder checkpoint-NUMBER as the training wrote it",
        "give another model folder, or --reset to train from the start",
        cause);
  }

  private static List<Path> all(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(child -> NAME.matcher(child.getFileName().toString()).matches())
          .sorted(Comparator.comparingInt(Checkpoint::number))
          .toList();
    }
  }

  private static int number(Path folder) {
    return Integer.parseInt(folder.getFileName().toString().substring("checkpoint-".length()));
  }

  /** Deletes all of them. */
  static void deleteAll(Path parent) {
    try {
      for (Path folder : all(parent)) {
        FileTrees.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the checkpoints in " + parent, e);
    }
  }
}
