package io.bactrian.imaging.io;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads images by their content, whatever their name, in any of the {@link ImageFormats}. An image
 * may be a file, a header with data files beside it, or a folder. Voxels that are not compressed
 * are mapped into memory: they are read from the disk when they are used.
 */
public final class ImageReader {
  private ImageReader() {}

  /**
   * The only volume of an image.
   *
   * @throws ImageFormatException when the image is damaged, of an unknown format, or has several
   *     channels
   * @throws MissingFileException when there is no such file or folder
   */
  public static Image read(Path path) {
    List<Image> channels = readChannels(path);
    if (channels.size() != 1) {
      throw new ImageFormatException(
          "The file holds " + channels.size() + " volumes or channels",
          path.toString(),
          "one volume: three dimensions, one number a voxel",
          "save the volume that is meant as a file of its own");
    }
    return channels.get(0);
  }

  /**
   * All channels of an image: one for each index of its fourth and later dimensions (the fourth
   * fastest), or for each component of its colours. They have one geometry.
   *
   * @throws ImageFormatException when the image is damaged or of an unknown format
   * @throws MissingFileException when there is no such file or folder
   */
  public static List<Image> readChannels(Path path) {
    return reading(path, format -> format.readChannels(path));
  }

  /**
   * The grid of an image, from its header alone.
   *
   * @throws ImageFormatException when the header is damaged or of an unknown format
   * @throws MissingFileException when there is no such file or folder
   */
  public static Geometry readGeometry(Path path) {
    return reading(path, format -> format.readGeometry(path));
  }

  /**
   * All files that an image consists of: itself, data files that its header names, slices in its
   * folder. What to digest to know whether the image has changed.
   *
   * @throws ImageFormatException when the header is damaged or of an unknown format
   * @throws MissingFileException when there is no such file or folder
   */
  public static List<Path> files(Path path) {
    return reading(path, format -> format.files(path));
  }

  /**
   * The format of an image.
   *
   * @throws ImageFormatException when no format knows it
   * @throws MissingFileException when there is no such file or folder
   */
  public static ImageFormat format(Path path) {
    return reading(path, format -> format);
  }

  private interface Reading<T> {
    T with(ImageFormat format) throws IOException;
  }

  private static <T> T reading(Path path, Reading<T> reading) {
    try {
      return reading.with(find(path));
    } catch (NoSuchFileException | AccessDeniedException e) {
      boolean denied = e instanceof AccessDeniedException;
      String missing = e.getFile() == null ? path.toString() : e.getFile();
      throw new MissingFileException(
          denied ? "The image may not be read" : "There is no such image",
          missing.equals(path.toString()) ? missing : missing + ", named in " + path,
          "a file that can be read",
          denied
              ? "give this user the right to read it"
              : "correct the path; relative paths in a CSV start at the folder of the CSV",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  private static ImageFormat find(Path path) throws IOException {
    ImageStart start = ImageStart.of(path);
    for (ImageFormat format : ImageFormats.all()) {
      if (format.matches(start)) {
        return format;
      }
    }
    if (start.folder()) {
      boolean empty;
      try (var entries = Files.list(path)) {
        empty = entries.findAny().isEmpty();
      }
      throw new MissingFileException(
          empty
              ? "An image is expected, but this folder is empty"
              : "An image is expected, but this is a folder of no format that is read as one",
          path.toString(),
          "an image file, or the folder of a series",
          "name the file in the folder");
    }
    if (Files.size(path) == 0) {
      throw new ImageFormatException(
          "The file is empty",
          path.toString(),
          "an image",
          "copy the file again from where it came, or write it again");
    }
    throw new ImageFormatException(
        start.packed()
            ? "What the gzipped file holds is of no known format"
            : "Unknown image format",
        path.toString(),
        ImageFormats.names(),
        "copy the file again from where it came, or convert the image to one of these");
  }
}
