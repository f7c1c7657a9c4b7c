package io.bactrian.safety;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders deleted and replaced. */
public final class FileTrees {
  private FileTrees() {}

  /**
   * Whether both are there and are one file or folder, also by links.
   *
   * @throws UncheckedIOException when that cannot be told
   */
  public static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + one, e);
    }
  }

  /** Deletes a folder with all that is in it; nothing when there is none. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }

  /**
   * Puts {@code complete} in the place of {@code target}. The file system cannot exchange folders,
   * so for a moment neither is there; {@link #recover} then finds the old one.
   */
  public static void replace(Path complete, Path target) throws IOException {
    Path old = old(target);
    delete(old);
    if (Files.exists(target)) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE);
    delete(old);
  }

  /** Undoes a replacement that was cut short. */
  public static void recover(Path target) throws IOException {
    Path old = old(target);
    if (Files.exists(target)) {
      delete(old);
    } else if (Files.exists(old)) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static Path old(Path target) {
    return target.resolveSibling(".old-" + target.getFileName());
  }
}
