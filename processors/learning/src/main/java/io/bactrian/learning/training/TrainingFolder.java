package io.bactrian.learning.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.model.ModelFolder;
import io.bactrian.safety.AtomicFiles;
import io.bactrian.safety.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * The folder of one training: {@code training.json} (what it is of, and whether it is finished),
 * the models {@code best} and {@code latest}, the last checkpoint and the curves. Locked while it
 * is open; the lock of a killed process is gone with it.
 */
final class TrainingFolder implements AutoCloseable {
  /**
   * Content of {@code training.json}.
   *
   * @param identity what the training is of
   * @param best result of the best epoch once all epochs are done, else null
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Status(RunIdentity identity, EpochResult best) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STATUS = "training.json";

  private final Path folder;
  private final RunIdentity identity;
  private final FileChannel lockFile;
  private EpochResult finished;

  private TrainingFolder(Path folder, RunIdentity identity, FileChannel lockFile) {
    this.folder = folder;
    this.identity = identity;
    this.lockFile = lockFile;
  }

  /**
   * Opens the folder for a training, new or known.
   *
   * @param reset whether an earlier training in it is to be forgotten
   * @throws ModelException when it holds another training, or another process trains in it; nothing
   *     in it is changed then
   */
  static TrainingFolder open(Path folder, RunIdentity identity, boolean reset) {
    try {
      Files.createDirectories(folder);
      TrainingFolder opened = new TrainingFolder(folder, identity, lock(folder));
      try {
        if (reset) {
          opened.reset();
        }
        opened.start();
        return opened;
      } catch (IOException | RuntimeException e) {
        opened.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the model folder " + folder, e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new ModelException(
          "Another training is at work in this model folder",
          folder.toString(),
          "a folder for each training",
          "wait until it is done, or give another model folder with -m");
    }
    return channel;
  }

  private void start() throws IOException {
    Path file = folder.resolve(STATUS);
    if (!Files.exists(file)) {
      requireNoModel();
      write(null);
      return;
    }
    Status status = JSON.readValue(file.toFile(), Status.class);
    List<String> differences = identity.differences(status.identity());
    if (!differences.isEmpty() && status.best() == null && isWithoutEpoch()) {
      // It came to nothing; perhaps the configuration was mended since.
      reset();
      write(null);
      return;
    }
    if (!differences.isEmpty()) {
      throw new ModelException(
          "The model folder holds another training\n    " + String.join("\n    ", differences),
          folder.toString(),
          "a new folder, or that of the same configuration, fold and data",
          "give another model folder with -m, or --reset to train here from the start");
    }
    finished = status.best();
    FileTrees.recover(folder.resolve(ModelFolder.BEST));
    FileTrees.recover(folder.resolve(ModelFolder.LATEST));
  }

  /** Whether no epoch of the training in the folder has been stored. */
  private boolean isWithoutEpoch() {
    return Checkpoint.last(folder).isEmpty()
        && !Files.exists(folder.resolve(ModelFolder.BEST))
        && !Files.exists(folder.resolve(ModelFolder.LATEST));
  }

  private void requireNoModel() {
    for (String name : List.of(ModelFolder.BEST, ModelFolder.LATEST, "model.json")) {
      if (Files.exists(folder.resolve(name))) {
        throw new ModelException(
            "The model folder holds a model that was not trained here",
            folder.resolve(name).toString(),
            "a new folder, or that of a training of this configuration",
            "give another model folder with -m");
      }
    }
  }

  private void reset() throws IOException {
    Checkpoint.deleteAll(folder);
    for (String name : List.of(ModelFolder.BEST, ModelFolder.LATEST)) {
      FileTrees.delete(folder.resolve(name));
    }
    for (String name : List.of(Curves.TABLE, Curves.PICTURE, Finders.FILE, STATUS)) {
      Files.deleteIfExists(folder.resolve(name));
    }
  }

  Path path() {
    return folder;
  }

  /** The folder of the model with the best score. */
  Path best() {
    return folder.resolve(ModelFolder.BEST);
  }

  /** Result of the best epoch when the training is finished, else null. */
  EpochResult finished() {
    return finished;
  }

  /** Puts a new model in the place of an old one. */
  void replaceModel(String name, Consumer<Path> writer) {
    Path partial = folder.resolve(".partial-" + name);
    try {
      FileTrees.delete(partial);
      writer.accept(partial);
      FileTrees.replace(partial, folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the model " + folder.resolve(name), e);
    }
  }

  /** Notes that all epochs are done, and deletes the checkpoint. */
  void finish(EpochResult best) {
    write(best);
    finished = best;
    Checkpoint.deleteAll(folder);
  }

  private void write(EpochResult best) {
    try {
      AtomicFiles.writeText(
          folder.resolve(STATUS),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new Status(identity, best)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
