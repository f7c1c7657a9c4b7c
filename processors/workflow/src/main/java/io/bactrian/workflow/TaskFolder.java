package io.bactrian.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder of a task in the store, {@code ab/cdef...}, and the record in it. */
final class TaskFolder {
  static final String RECORD = "task.json";
  private static final ObjectWriter WRITER = Json.MAPPER.writerWithDefaultPrettyPrinter();

  private TaskFolder() {}

  static Path of(Path root, String key) {
    return root.resolve(key.substring(0, 2)).resolve(key.substring(2));
  }

  /** The key of the task that made a file, or null when it does not lie in the store. */
  static String keyOf(Path root, Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (!absolute.startsWith(root)) {
      return null;
    }
    Path relative = root.relativize(absolute);
    String key =
        relative.getNameCount() < 2 ? "" : relative.getName(0).toString() + relative.getName(1);
    return key.matches("[0-9a-f]{64}") ? key : null;
  }

  /**
   * @throws JsonProcessingException when it is damaged
   */
  static TaskRecord record(Path folder) throws IOException {
    return Json.MAPPER.readValue(Files.readAllBytes(folder.resolve(RECORD)), TaskRecord.class);
  }

  /** The record, or null when there is none that can be read. */
  static TaskRecord recordOrNull(Path folder) throws IOException {
    try {
      return record(folder);
    } catch (NoSuchFileException | JsonProcessingException e) {
      return null;
    }
  }

  /**
   * Writes the record and forces it and the outputs to the disk, so that after a loss of power a
   * folder with a record has whole outputs.
   */
  static void write(Path folder, Path outputs, TaskRecord record) throws IOException {
    Path json = folder.resolve(RECORD);
    Files.write(json, WRITER.writeValueAsBytes(record), StandardOpenOption.CREATE_NEW);
    List<Path> files = new ArrayList<>(List.of(json));
    record.outputs().forEach(output -> files.add(outputs.resolve(output.name())));
    Forcing.toDisk(files);
  }

  /** What was made in {@code folder}, which is to be moved to {@code target}. */
  static List<TaskRecord.Output> outputs(Path folder, Path target, Digests digests)
      throws IOException {
    List<TaskRecord.Output> outputs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString();
        outputs.add(
            new TaskRecord.Output(
                name, Files.size(file), digests.ofFinal(file, target.resolve(name))));
      }
    }
    return outputs;
  }

  /**
   * What is wrong with the outputs of a record: someone may have tidied up by hand.
   *
   * @param verify whether they are read and compared, or their sizes alone
   */
  static List<Change> damage(Path folder, TaskRecord record, boolean verify) throws IOException {
    Path place = record.place() == null ? folder : Path.of(record.place());
    List<Change> damage = new ArrayList<>();
    for (TaskRecord.Output output : record.outputs()) {
      Path file = place.resolve(output.name());
      String what = "output " + output.name();
      if (!Files.isRegularFile(file)) {
        damage.add(new Change(what, output.sha256(), null));
      } else if (Files.size(file) != output.bytes()) {
        damage.add(new Change(what, output.bytes() + " bytes", Files.size(file) + " bytes"));
      } else if (verify && !Digests.compute(file).equals(output.sha256())) {
        damage.add(new Change(what, output.sha256(), Digests.compute(file)));
      }
    }
    return damage;
  }

  /**
   * Notes that a task is of use: cleaning goes by this time.
   *
   * @return false when it has been removed meanwhile
   */
  static boolean touch(Path folder) throws IOException {
    try {
      Files.setLastModifiedTime(folder.resolve(RECORD), FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  static Instant lastUse(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder.resolve(RECORD)).toInstant();
  }
}
