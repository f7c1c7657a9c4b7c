package io.bactrian.imaging.io;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A format of image files. Implementations have a public constructor without parameters, no state,
 * and are named in {@code META-INF/services/io.bactrian.imaging.io.ImageFormat}; {@link
 * ImageReader} and {@link ImageWriter} find them there, so that a new format needs no change
 * elsewhere.
 *
 * <p>Readers are given untrusted files: they check what a header promises against what the file can
 * hold before they take memory, and answer anything damaged with an {@link ImageFormatException}
 * that names the file.
 */
public interface ImageFormat {
  /** As users know it and as {@code docs/formats.md} lists it, such as {@code NIfTI}. */
  String name();

  /**
   * Whether {@link #readChannels} is to read this file or folder, judged by its content. Cheap: it
   * is asked for every file.
   */
  boolean matches(ImageStart start) throws IOException;

  /**
   * All channels: one for each index of the fourth and later dimensions, or for each component of a
   * colour. At least one; all have one geometry.
   *
   * @throws ImageFormatException when the file is damaged, or of a kind that cannot be read
   */
  List<Image> readChannels(Path path) throws IOException;

  /**
   * The grid, from the header alone.
   *
   * @throws ImageFormatException when the header is damaged, or of a kind that cannot be read
   */
  Geometry readGeometry(Path path) throws IOException;

  /**
   * All files that the image consists of, the given one first unless it is a folder: what to digest
   * or to copy.
   */
  default List<Path> files(Path path) throws IOException {
    return List.of(path);
  }

  /**
   * Endings, in small letters and with their dot, of file names that are written in this format.
   */
  default List<String> endings() {
    return List.of();
  }

  /**
   * Writes a file whose name has one of the {@link #endings}. The file appears whole or not at all.
   *
   * @throws io.bactrian.imaging.ImageContentException for voxels that the format cannot hold
   */
  default void write(Path file, VoxelSource voxels) {
    throw new UnsupportedOperationException(name() + " is not written");
  }

  /**
   * Formats are asked from the lowest rank to the highest; the first that matches reads the file.
   * Above 0 for those that match loosely, below 0 for those whose files can pass for others.
   */
  default int rank() {
    return 0;
  }
}
