package io.bactrian.imaging.io;

import io.bactrian.imaging.ImageFormatException;
import java.nio.file.Path;

/** The errors that damaged files of any format are answered with. */
public final class Damage {
  private static final String COPY_AGAIN =
      "copy the file again from where it came, or write it again";

  private Damage() {}

  /** The file is shorter than its header says. */
  public static ImageFormatException truncated(Path file, long expected, long found, String part) {
    return new ImageFormatException(
        "The file ends too early, before the end of its " + part + ": it was cut off",
        file.toString(),
        expected + " bytes, found " + found,
        COPY_AGAIN);
  }

  /** What is packed in the file is shorter than its header says. */
  public static ImageFormatException truncatedWhenUnpacked(
      Path file, String packing, long expected, long found, Throwable cause) {
    return new ImageFormatException(
        "The " + packing + " file ends too early: it was cut off",
        file.toString(),
        expected + " bytes when unpacked, found " + found,
        COPY_AGAIN,
        cause);
  }

  /** What is packed in the file cannot be unpacked. */
  public static ImageFormatException unpackable(Path file, String packing, Throwable cause) {
    return new ImageFormatException(
        "The " + packing + " file is damaged: " + cause.getMessage(),
        file.toString(),
        "data that agree with their checksum",
        COPY_AGAIN,
        cause);
  }

  /** More voxels than there is memory for. */
  public static ImageFormatException tooLarge(Path file, long bytes) {
    return new ImageFormatException(
        "The unpacked image has " + bytes + " bytes, more than fit into memory",
        file.toString(),
        "at most " + Runtime.getRuntime().maxMemory() + " bytes, the limit of this run",
        "unpack the file, so that it can be mapped, or allow more memory");
  }

  /**
   * A header that does not describe an image.
   *
   * @param format as {@link ImageFormat#name}
   */
  public static ImageFormatException header(
      Path file, String format, String what, String expected) {
    return new ImageFormatException(
        "The " + format + " header is damaged: " + what, file.toString(), expected, COPY_AGAIN);
  }

  /** Pixels that a decoder cannot make sense of. */
  public static ImageFormatException pixels(Path file, String format, String why, Throwable cause) {
    return new ImageFormatException(
        "The " + format + " file is damaged: " + why,
        file.toString(),
        "a whole " + format + " file",
        COPY_AGAIN,
        cause);
  }
}
