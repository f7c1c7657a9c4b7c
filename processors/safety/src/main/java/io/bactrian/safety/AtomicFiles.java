package io.bactrian.safety;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Files that appear whole or not at all: written under a temporary name in the same folder, then
 * renamed. A reader, or a run after a crash, never sees half a file.
 */
public final class AtomicFiles {
  private AtomicFiles() {}

  /** Writes to a file that does not exist under its own name yet. */
  @FunctionalInterface
  public interface PathWriter {
    void write(Path temporary) throws IOException;
  }

  /** Writes to a stream that the caller opens and closes. */
  @FunctionalInterface
  public interface StreamWriter {
    void write(OutputStream out) throws IOException;
  }

  /**
   * Lets {@code writer} fill a temporary sibling of {@code target}, then renames it over it. The
   * temporary name keeps the ending of the target, since formats are told by it.
   *
   * @throws UncheckedIOException naming the target, when writing or renaming fails; the target is
   *     then as it was before
   */
  public static void writePath(Path target, PathWriter writer) {
    Path file = target.toAbsolutePath();
    Path temporary =
        file.resolveSibling(".partial-" + UUID.randomUUID() + "-" + file.getFileName());
    try {
      Files.createDirectories(file.getParent());
      try {
        writer.write(temporary);
        move(temporary, file);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + target + ": " + e.getMessage(), e);
    }
  }

  /** As {@link #writePath}, with the stream opened and closed here. */
  public static void write(Path target, StreamWriter writer) {
    writePath(
        target,
        temporary -> {
          try (OutputStream out = Files.newOutputStream(temporary)) {
            writer.write(out);
          }
        });
  }

  /** Writes text in UTF-8. */
  public static void writeText(Path target, String text) {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
