package io.bactrian.workflow.run;

import io.bactrian.safety.AtomicFiles;
import io.bactrian.workflow.Json;
import io.bactrian.workflow.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code run.json} and {@code status.json} in the folder of a run. Both are replaced as a whole, so
 * that a run that was killed leaves what was last known of it.
 */
public final class RunFiles {
  /** A run on another machine that has said nothing for so long counts as interrupted. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final RunFolder folder;

  public RunFiles(RunFolder folder) {
    this.folder = folder;
  }

  public RunFolder folder() {
    return folder;
  }

  private Path info() {
    return folder.path().resolve("run.json");
  }

  private Path status() {
    return folder.path().resolve("status.json");
  }

  public void write(RunInfo info) {
    AtomicFiles.write(info(), out -> Json.MAPPER.writeValue(out, info));
  }

  public void write(RunStatus status) {
    AtomicFiles.write(status(), out -> Json.MAPPER.writeValue(out, status));
  }

  /** What the run is; empty when it was killed before it could say so. */
  public Optional<RunInfo> readInfo() {
    return read(info(), RunInfo.class);
  }

  /** How far the run was when it last wrote. */
  public Optional<RunStatus> readStatus() {
    return read(status(), RunStatus.class);
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readValue(file.toFile(), type));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Whether the run goes on, and how it ended if not.
   *
   * @param host name of this machine: on another, only silence tells that a run is dead
   */
  public RunState state(RunInfo info, String host, Instant now) {
    if (info.end() != null) {
      return RunState.ended(info);
    }
    if (info.host().equals(host)) {
      return isAlive(info) ? RunState.RUNNING : RunState.INTERRUPTED;
    }
    Instant heard = readStatus().map(RunStatus::time).orElse(info.start());
    return Duration.between(heard, now).compareTo(SILENCE) > 0
        ? RunState.INTERRUPTED
        : RunState.RUNNING;
  }

  /** Process numbers are used again: one that began after the run is another's. */
  private static boolean isAlive(RunInfo info) {
    return ProcessHandle.of(info.pid())
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().startInstant())
        .map(start -> !start.isAfter(info.start().plusSeconds(1)))
        .orElse(false);
  }
}
