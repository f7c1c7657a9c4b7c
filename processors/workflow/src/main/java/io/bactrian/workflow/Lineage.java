package io.bactrian.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which tasks have been computed for which subject: a small file a subject, so that a cohort of any
 * size takes no memory. Answers which earlier task is nearest to a new one.
 */
final class Lineage {
  /** Earlier tasks of a step and subject that are compared, the newest ones. */
  private static final int COMPARED = 12;

  private final Path root;

  Lineage(Path root) {
    this.root = root;
  }

  void add(String token, String step, String key) throws IOException {
    Path file = file(token, step);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        step + " " + key + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** The changes against that earlier task of this step and subject that has the fewest. */
  Optional<List<Change>> changes(String token, Task task, List<TaskRecord.Input> inputs)
      throws IOException {
    List<Change> fewest = null;
    for (String key : keys(token, task.step())) {
      Path folder = TaskFolder.of(root, key);
      if (Files.exists(folder.resolve(TaskFolder.RECORD))) {
        List<Change> changes = compare(folder, task, inputs);
        if (changes != null && (fewest == null || changes.size() < fewest.size())) {
          fewest = changes;
        }
      }
    }
    return Optional.ofNullable(fewest);
  }

  private List<Change> compare(Path folder, Task task, List<TaskRecord.Input> inputs)
      throws IOException {
    try {
      return new Comparison(root).changes(TaskFolder.record(folder), task, inputs);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The newest first. */
  private List<String> keys(String token, String step) throws IOException {
    Path file = file(token, step);
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> keys = new ArrayList<>();
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      lines
          .filter(line -> line.startsWith(step + " ") && line.length() == step.length() + 65)
          .forEach(line -> keys.add(0, line.substring(step.length() + 1)));
    }
    return keys.stream().distinct().limit(COMPARED).toList();
  }

  private Path file(String token, String step) {
    String name = token == null ? "of-" + step.replaceAll("[^A-Za-z0-9-]", "_") : token;
    return root.resolve(".subjects").resolve(name.substring(0, 2)).resolve(name);
  }
}
