package io.bactrian.cohort.folder;

import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a folder, in the order of names, without what is hidden. */
final class Folders {
  private Folders() {}

  /** Files and links to files. */
  static List<Path> files(Path folder) {
    return list(folder).stream().filter(path -> !Files.isDirectory(path)).toList();
  }

  static List<Path> folders(Path folder) {
    return list(folder).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> !name(path).startsWith("."))
          .sorted((a, b) -> name(a).compareTo(name(b)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the folder " + folder, e);
    }
  }

  static String name(Path path) {
    return path.getFileName().toString();
  }

  static Path existing(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new MissingFileException(
          Files.exists(folder) ? "This is no folder" : "The folder does not exist",
          folder.toString(),
          "a folder with the images of the subjects",
          "Correct the path");
    }
    return folder.toAbsolutePath().normalize();
  }
}
