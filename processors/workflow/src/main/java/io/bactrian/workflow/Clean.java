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
 * its journal. What a run needs that goes on, and a task that is used while this cleans, is spared.
 */
public final class Clean {
  private final Path root;
  private final boolean dryRun;
  private final List<RunFolder> active;

  /**
   * What was, or would be, removed.
   *
   * @param bytes of the removed tasks and of the folders of the runs
   */
  public record Result(int runs, int tasks, long bytes) {}

  /**
   * @param dryRun whether it is only told what would be removed
   * @param active the runs that go on: they may be using any task that they have asked for
   */
  public Clean(Path root, boolean dryRun, List<RunFolder> active) {
    this.root = root.toAbsolutePath().normalize();
    this.dryRun = dryRun;
    this.active = List.copyOf(active);
  }

  /**
   * Removes runs, and the tasks that only they refer to.
   *
   * @throws ActiveRunException for a run that goes on; nothing is removed then
   */
  public Result runs(List<RunFolder> runs) {
    Instant start = Instant.now();
    Set<String> going = ids(active);
    for (RunFolder run : runs) {
      if (going.contains(run.id())) {
        throw new ActiveRunException(run.id(), run.path());
      }
    }
    Set<String> ids = ids(runs);
    Set<String> candidates = keys(runs);
    candidates.removeAll(
        keys(RunFolder.all(root).stream().filter(run -> !ids.contains(run.id())).toList()));
    Result result = tasks(candidates, start);
    long bytes = result.bytes();
    for (RunFolder run : runs) {
      bytes += bytes(run.path());
      if (!dryRun) {
        delete(run.path());
      }
    }
    return new Result(runs.size(), result.tasks(), bytes);
  }

  /** Removes tasks that no run refers to. */
  public Result unreferenced() {
    Instant start = Instant.now();
    Set<String> candidates = all();
    candidates.removeAll(keys(RunFolder.all(root)));
    return tasks(candidates, start);
  }

  /**
   * Removes tasks that have not been made or used since, unless by a run that goes on, and the
   * folders of runs that have written nothing since, unless they go on.
   */
  public Result notUsedSince(Instant time) {
    Set<String> candidates = all();
    candidates.removeAll(keys(active));
    Result result = tasks(candidates, time);
    Set<String> going = ids(active);
    int runs = 0;
    long bytes = result.bytes();
    for (RunFolder run : RunFolder.all(root)) {
      // A run that began after the active ones were listed has just written its folder.
      if (!going.contains(run.id()) && lastWritten(run.path()).isBefore(time)) {
        runs++;
        bytes += bytes(run.path());
        if (!dryRun) {
          delete(run.path());
        }
      }
    }
    return new Result(runs, result.tasks(), bytes);
  }

  /** When a run last wrote to its folder: its files are replaced while it goes on. */
  private static Instant lastWritten(Path folder) {
    Instant last = Instant.EPOCH;
    for (Path file : files(folder)) {
      try {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        last = written.isAfter(last) ? written : last;
      } catch (IOException e) {
        // Its writer has just replaced it, so the folder is in use.
        return Instant.MAX;
      }
    }
    return last;
  }

  private static long bytes(Path folder) {
    return files(folder).stream()
        .filter(Files::isRegularFile)
        .mapToLong(file -> file.toFile().length())
        .sum();
  }

  /** The folder and all that is in it. */
  private static List<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder, e);
    }
  }

  private Result tasks(Set<String> keys, Instant notUsedSince) {
    int count = 0;
    long bytes = 0;
    for (String key : keys) {
      long size = remove(TaskFolder.of(root, key), notUsedSince);
      count += size >= 0 ? 1 : 0;
      bytes += Math.max(0, size);
    }
    return new Result(0, count, bytes);
  }

  /** The bytes of a task that was removed, or -1 when it is not there or has been used. */
  private long remove(Path folder, Instant notUsedSince) {
    try {
      TaskRecord record = TaskFolder.recordOrNull(folder);
      if (record == null || !TaskFolder.lastUse(folder).isBefore(notUsedSince)) {
        return -1;
      }
      if (!dryRun) {
        removeUnused(folder, notUsedSince);
      }
      return record.place() == null ? record.outputBytes() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot clean " + folder, e);
    }
  }

  private void delete(Path folder) {
    try {
      FileTrees.delete(away(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot clean " + folder, e);
    }
  }

  /** Who asked for the task just before it was moved away gets it back. */
  private void removeUnused(Path folder, Instant notUsedSince) throws IOException {
    Path away = away(folder);
    if (TaskFolder.lastUse(away).isBefore(notUsedSince)) {
      FileTrees.delete(away);
    } else {
      Files.move(away, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Moved away before it is deleted, so that nobody sees half a task. */
  private Path away(Path folder) throws IOException {
    Path trash = Files.createDirectories(root.resolve(".partial"));
    return Files.move(
        folder,
        trash.resolve(Owner.id() + "." + UUID.randomUUID()),
        StandardCopyOption.ATOMIC_MOVE);
  }

  private static Set<String> ids(List<RunFolder> runs) {
    return new HashSet<>(runs.stream().map(RunFolder::id).toList());
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
