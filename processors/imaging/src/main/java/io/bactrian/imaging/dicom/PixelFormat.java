package io.bactrian.imaging.dicom;

import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.PixelType;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How pixels are stored (PS3.3, C.7.6.3).
 *
 * @param samples values a pixel: 1 or 3
 * @param allocated bits that a sample takes: 1, 8, 16, 32 (64 for doubles)
 * @param stored bits of them that count
 * @param high the place of the highest of these
 * @param planar whether uncompressed colours lie one plane after another
 */
record PixelFormat(
    int columns,
    int rows,
    int frames,
    int samples,
    int allocated,
    int stored,
    int high,
    boolean signed,
    boolean planar,
    String photometric,
    boolean floating) {

  static PixelFormat of(DicomDataset dataset, Path file) {
    boolean doubles = dataset.get(Tag.DOUBLE_FLOAT_PIXEL_DATA) != null;
    boolean floats = dataset.get(Tag.FLOAT_PIXEL_DATA) != null;
    int allocated = dataset.integer(Tag.BITS_ALLOCATED, doubles ? 64 : floats ? 32 : 0);
    int stored = dataset.integer(Tag.BITS_STORED, allocated);
    PixelFormat format =
        new PixelFormat(
            dataset.integer(Tag.COLUMNS, 0),
            dataset.integer(Tag.ROWS, 0),
            Math.max(1, dataset.integer(Tag.NUMBER_OF_FRAMES, 1)),
            dataset.integer(Tag.SAMPLES_PER_PIXEL, 1),
            allocated,
            stored,
            dataset.integer(Tag.HIGH_BIT, stored - 1),
            dataset.integer(Tag.PIXEL_REPRESENTATION, 0) == 1,
            dataset.integer(Tag.PLANAR_CONFIGURATION, 0) == 1,
            dataset.string(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2").toUpperCase(Locale.ROOT),
            doubles || floats);
    format.check(file);
    return format;
  }

  private void check(Path file) {
    if (columns < 1 || rows < 1 || columns > 0xffff || rows > 0xffff) {
      throw unusable(file, "no rows or columns", "an image");
    }
    boolean bits = allocated == 1 || allocated == 8 || allocated == 16 || allocated == 32;
    if (!bits && !(floating && allocated == 64)) {
      throw unusable(file, allocated + " bits allocated a pixel", "1, 8, 16 or 32 bits");
    }
    if (stored < 1 || stored > allocated || high < stored - 1 || high >= allocated) {
      throw unusable(
          file,
          stored + " bits stored up to bit " + high + " of " + allocated,
          "bits stored within the bits allocated");
    }
    if (samples != 1 && samples != 3 || samples == 3 && allocated != 8 && allocated != 16) {
      throw unusable(
          file,
          samples + " samples a pixel of " + allocated + " bits",
          "1 sample, or 3 of 8 or 16 bits");
    }
    if ((long) columns * rows * Math.max(1, allocated / 8) * samples > Integer.MAX_VALUE - 8) {
      throw unusable(file, "frames above 2 GiB", "frames below 2 GiB");
    }
  }

  private static ImageFormatException unusable(Path file, String what, String expected) {
    return new ImageFormatException(
        "The DICOM image has " + what,
        file.toString(),
        expected,
        "leave the file out, or convert it with another program");
  }

  int pixels() {
    return columns * rows;
  }

  /** Bytes of a sample in memory. */
  int sampleBytes() {
    return Math.max(1, allocated / 8);
  }

  /** Bytes of a frame in memory, as its samples lie in {@link FrameDecoder}'s answers. */
  int frameBytes() {
    return pixels() * samples * sampleBytes();
  }

  boolean isChrominanceHalved() {
    return photometric.equals("YBR_FULL_422") || photometric.equals("YBR_PARTIAL_422");
  }

  boolean isPalette() {
    return photometric.equals("PALETTE COLOR");
  }

  /** The type of a channel of stored values. */
  PixelType type() {
    if (floating) {
      return allocated == 64 ? PixelType.FLOAT64 : PixelType.FLOAT32;
    }
    return switch (sampleBytes()) {
      case 1 -> signed ? PixelType.INT8 : PixelType.UINT8;
      case 2 -> signed ? PixelType.INT16 : PixelType.UINT16;
      default -> signed ? PixelType.INT32 : PixelType.UINT32;
    };
  }

  /** Whether every bit counts, so that bytes are values as they are. */
  boolean usesAllBits() {
    return allocated > 1 && (floating || stored == allocated);
  }
}
