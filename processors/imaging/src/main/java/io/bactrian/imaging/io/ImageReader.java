package io.bactrian.imaging.io;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads images by their content, whatever their name: NIfTI-1 and NIfTI-2, packed by gzip or not,
 * and PNG in shades of gray (a flat image of spacing 1). An uncompressed NIfTI file is mapped into
 * memory: its voxels are read from the disk when they are used.
 */
public final class ImageReader {
  private ImageReader() {}

  private enum Format {
    NIFTI,
    GZIP,
    PNG
  }

  /**
   * The only volume of a file.
   *
   * @throws ImageFormatException when the file is damaged, of another format, or holds several
   *     volumes
   * @throws MissingFileException when there is no such file
   */
  public static Image read(Path file) {
    List<Image> channels = readChannels(file);
    if (channels.size() != 1) {
      throw new ImageFormatException(
          "The file holds " + channels.size() + " volumes",
          file.toString(),
          "one volume: three dimensions",
          "save the volume that is meant as a file of its own");
    }
    return channels.get(0);
  }

  /**
   * All volumes of a file: one for each index of its fourth and later dimensions, the fourth
   * fastest. They have one geometry.
   *
   * @throws ImageFormatException when the file is damaged or of another format
   * @throws MissingFileException when there is no such file
   */
  public static List<Image> readChannels(Path file) {
    return reading(
        file,
        () ->
            switch (format(file)) {
              case NIFTI -> NiftiReader.map(file);
              case GZIP -> NiftiReader.unpack(file);
              case PNG -> List.of(PngReader.read(file));
            });
  }

  /**
   * The grid of a file, from its header alone.
   *
   * @throws ImageFormatException when the header is damaged or of another format
   * @throws MissingFileException when there is no such file
   */
  public static Geometry readGeometry(Path file) {
    return reading(
        file,
        () ->
            switch (format(file)) {
              case NIFTI -> NiftiReader.mappedHeader(file).geometry();
              case GZIP -> NiftiReader.packedHeader(file).geometry();
              case PNG -> PngReader.geometry(file);
            });
  }

  private interface Reading<T> {
    T run() throws IOException;
  }

  private static <T> T reading(Path file, Reading<T> reading) {
    if (Files.isDirectory(file)) {
      throw new MissingFileException(
          "An image is expected, but this is a folder",
          file.toString(),
          "the path of an image file",
          "name the file in the folder");
    }
    try {
      return reading.run();
    } catch (NoSuchFileException | AccessDeniedException e) {
      boolean denied = e instanceof AccessDeniedException;
      throw new MissingFileException(
          denied ? "The image may not be read" : "There is no such image",
          file.toString(),
          "a file that can be read",
          denied
              ? "give this user the right to read it"
              : "correct the path; relative paths in a CSV start at the folder of the CSV",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static Format format(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(NiftiHeader.BYTES);
    }
    if (start.length == 0) {
      throw new ImageFormatException(
          "The file is empty",
          file.toString(),
          "an image",
          "copy the file again from where it came, or write it again");
    }
    if (start.length > 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
      return Format.GZIP;
    }
    if (PngReader.isPng(start)) {
      return Format.PNG;
    }
    if (NiftiHeader.isNifti(ByteBuffer.wrap(start))) {
      return Format.NIFTI;
    }
    if (start.length < 348 && file.toString().endsWith(".nii")) {
      throw NiftiReader.truncated(file, 352, start.length, "header");
    }
    boolean dicom =
        start.length > 132
            && start[128] == 'D'
            && start[129] == 'I'
            && start[130] == 'C'
            && start[131] == 'M';
    throw new ImageFormatException(
        dicom ? "The file is DICOM, which is not read here" : "Unknown image format",
        file.toString(),
        "NIfTI (.nii, .nii.gz) or PNG",
        dicom ? "convert the series to NIfTI" : "convert the image to NIfTI, or copy it again");
  }
}
