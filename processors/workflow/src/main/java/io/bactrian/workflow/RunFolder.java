package io.bactrian.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one run below the work folder: {@code work/runs/20261123T222300.123Z-3f9a2b/}.
 * Holds the journal (a line of JSON for each task), by which the run is explained and by which
 * cleaning knows what is still referred to, and the files that are made from it.
 */
public final class RunFolder {
  private static final String RUNS = "runs";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder of a new run.
   *
   * @param work the folder of the task store
   */
  public static RunFolder create(Path work, Instant start) {
    try {
      Path runs = Files.createDirectories(work.toAbsolutePath().normalize().resolve(RUNS));
      while (true) {
        String id = TIME.format(start) + "-" + String.format("%06x", RANDOM.nextInt(1 << 24));
        try {
          return new RunFolder(Files.createDirectory(runs.resolve(id)));
        } catch (FileAlreadyExistsException e) {
          // Another run of the same second and number: draw again.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder of a run in " + work, e);
    }
  }

  /**
   * A run by its id, by the part of its id that no other has, or by {@code last}.
   *
   * @throws MissingFileException when there is no such run, or several
   */
  public static RunFolder open(Path work, String id) {
    List<RunFolder> all = all(work);
    List<RunFolder> found =
        id.equals("last")
            ? all.stream().limit(1).toList()
            : all.stream().filter(run -> run.id().contains(id)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new MissingFileException(
        found.isEmpty() ? "There is no run " + id : "Several runs have " + id + " in their name",
        work.resolve(RUNS).toString(),
        all.isEmpty()
            ? "a work folder in which something has run"
            : "one of "
                + String.join(", ", all.stream().limit(5).map(RunFolder::id).toList())
                + ", or last",
        "correct the name of the run, or --work");
  }

  /** All runs, the newest first. */
  public static List<RunFolder> all(Path work) {
    Path runs = work.toAbsolutePath().normalize().resolve(RUNS);
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(Files::isDirectory)
          .sorted(Comparator.comparing(Path::getFileName).reversed())
          .map(RunFolder::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + runs, e);
    }
  }

  /** Time and a random number: sorts by time. */
  public String id() {
    return path.getFileName().toString();
  }

  public Path path() {
    return path;
  }

  /** What became of each task, a line of JSON each. */
  public Path journal() {
    return path.resolve("journal.jsonl");
  }

  /** The tasks as a table. */
  public Path trace() {
    return path.resolve("trace.csv");
  }

  /** The run as a page. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** Adds a line to the journal. Several threads may do so at once. */
  public synchronized void append(TaskReport report) {
    try {
      Files.writeString(
          journal(),
          Json.MAPPER.writeValueAsString(report) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + journal(), e);
    }
  }

  /**
   * The tasks in the order in which they ended, read as they are asked for; to be closed. A line
   * that a crash has cut off, or that is of something else than a task, is passed over.
   */
  public Stream<TaskReport> tasks() {
    if (!Files.exists(journal())) {
      return Stream.empty();
    }
    try {
      return Files.lines(journal(), StandardCharsets.UTF_8).flatMap(RunFolder::task);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + journal(), e);
    }
  }

  private static Stream<TaskReport> task(String line) {
    try {
      TaskReport report = Json.MAPPER.readValue(line, TaskReport.class);
      return report.key() == null ? Stream.empty() : Stream.of(report);
    } catch (JsonProcessingException e) {
      return Stream.empty();
    }
  }
}
