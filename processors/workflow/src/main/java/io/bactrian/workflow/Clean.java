package io.bactrian.workflow;

import io.bactrian.safety.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Removes results from a work folder that nobody needs any more. Which tasks a run needs stands in
 * its journal. A task that is used while this cleans is spared.
 */
public final class Clean {
  private final Path root;
  private final boolean dryRun;

  /**
   * What was, or would be, removed.
   *
   * @param bytes of the removed tasks
   */
  public record Result(int runs, int tasks, long bytes) {}

  /**
   * @param dryRun whether it is only told what would be removed
   */
  public Clean(Path root, boolean dryRun) {
    this.root = root.toAbsolutePath().normalize();
    this.dryRun = dryRun;
  }

  /** Removes runs, and the tasks that only they refer to. */
  public Result runs(List<RunFolder> runs) {
    Set<String> ids = new HashSet<>(runs.stream().map(RunFolder::id).toList());
    Set<String> candidates = keys(runs);
    candidates.removeAll(
        keys(RunFolder.all(root).stream().filter(run -> !ids.contains(run.id())).toList()));
    Result result = tasks(candidates, Instant.now(), runs.size());
    if (!dryRun) {
      runs.forEach(run -> delete(run.path()));
    }
    return result;
  }

  /** Removes tasks that no run refers to. */
  public Result unreferenced() {
    Instant start = Instant.now();
    Set<String> candidates = all();
    candidates.removeAll(keys(RunFolder.all(root)));
    return tasks(candidates, start, 0);
  }

  /** Removes tasks that have not been made or used since, whoever refers to them. */
  public Result notUsedSince(Instant time) {
    return tasks(all(), time, 0);
  }

  private Result tasks(Set<String> keys, Instant notUsedSince, int runs) {
    int count = 0;
    long bytes = 0;
    for (String key : keys) {
      long size = remove(TaskFolder.of(root, key), notUsedSince);
      count += size >= 0 ? 1 : 0;
      bytes += Math.max(0, size);
    }
    return new Result(runs, count, bytes);
  }

  /** The bytes of a task that was removed, or -1 when it is not there or has been used. */
  private long remove(Path folder, Instant notUsedSince) {
    try {
      TaskRecord record = TaskFolder.recordOrNull(folder);
      if (record == null || !TaskFolder.lastUse(folder).isBefore(notUsedSince)) {
        return -1;
      }
      if (!dryRun) {
        delete(folder);
      }
      return record.place() == null ? record.outputBytes() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot clean " + folder, e);
    }
  }

  /** Moved away first, so that nobody sees half a task. */
  private void delete(Path folder) {
    try {
      Path trash = Files.createDirectories(root.resolve(".partial"));
      Path away = trash.resolve(Owner.id() + "." + UUID.randomUUID());
      Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
      FileTrees.delete(away);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot clean " + folder, e);
    }
  }

  private static Set<String> keys(List<RunFolder> runs) {
    Set<String> keys = new HashSet<>();
    for (RunFolder run : runs) {
      try (Stream<TaskReport> tasks = run.tasks()) {
        tasks.map(TaskReport::key).forEach(keys::add);
      }
    }
    return keys;
  }

  private Set<String> all() {
    Set<String> keys = new HashSet<>();
    try (Stream<Path> shelves = list(root)) {
      for (Path shelf :
          shelves.filter(path -> path.getFileName().toString().matches("[0-9a-f]{2}")).toList()) {
        try (Stream<Path> folders = list(shelf)) {
          folders.map(folder -> shelf.getFileName() + "" + folder.getFileName()).forEach(keys::add);
        }
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + root, e);
    }
  }

  private static Stream<Path> list(Path folder) throws IOException {
    return Files.isDirectory(folder) ? Files.list(folder) : Stream.empty();
  }
}
