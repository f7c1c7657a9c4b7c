package io.bactrian.imaging.io;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.PixelType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes images in the format that the ending of the file's name asks for, with their geometry. A
 * file appears whole or not at all.
 */
public final class ImageWriter {
  private ImageWriter() {}

  /**
   * The stored bytes of the image as they are: its own type, slope and intercept. Where the format
   * has no slope and intercept, the real values in floats.
   *
   * @throws ImageFormatException when no format is written under such a name
   * @throws ImageContentException for voxels that the format cannot hold
   */
  public static void write(Path file, Image image) {
    format(file)
        .write(
            file,
            new VoxelSource(
                image.geometry(),
                image.type(),
                image.storedSlice(0).order(),
                image.slope(),
                image.intercept(),
                1,
                (channel, z) -> image.storedSlice(z)));
  }

  /**
   * The real values of the image, rounded where {@code type} is of whole numbers.
   *
   * @throws ImageFormatException when no format is written under such a name
   * @throws ImageContentException for a value that the type cannot hold
   */
  public static void write(Path file, Image image, PixelType type) {
    writeChannels(file, List.of(image), type);
  }

  /**
   * The labels in the smallest type of whole numbers that holds them all.
   *
   * @throws ImageFormatException when no format is written under such a name
   */
  public static void write(Path file, LabelMap labels) {
    int lowest = 0;
    int highest = 0;
    for (int label : labels.labels()) {
      lowest = Math.min(lowest, label);
      highest = Math.max(highest, label);
    }
    PixelType type = smallest(lowest, highest);
    Geometry geometry = labels.geometry();
    int pixels = geometry.size(0) * geometry.size(1);
    format(file)
        .write(
            file,
            new VoxelSource(
                geometry,
                type,
                ByteOrder.LITTLE_ENDIAN,
                1,
                0,
                1,
                (channel, z) -> {
                  ByteBuffer slice = VoxelCodec.buffer(pixels, type);
                  for (int i = z * pixels; i < (z + 1) * pixels; i++) {
                    VoxelCodec.put(slice, type, labels.labels()[i]);
                  }
                  return slice.flip();
                }));
  }

  /**
   * Several channels of one geometry in one file, in 32 bit floats.
   *
   * @throws IllegalArgumentException when the geometries differ
   * @throws ImageFormatException when no format is written under such a name
   */
  public static void writeChannels(Path file, List<Image> channels) {
    writeChannels(file, channels, PixelType.FLOAT32);
  }

  /**
   * As {@link #writeChannels(Path, List)}, rounded where {@code type} is of whole numbers.
   *
   * @throws ImageContentException for a value that the type cannot hold
   */
  public static void writeChannels(Path file, List<Image> channels, PixelType type) {
    Geometry geometry = channels.get(0).geometry();
    for (Image channel : channels) {
      if (!channel.geometry().matches(geometry, 1e-3)) {
        throw new IllegalArgumentException("Channels of different geometry: " + file);
      }
    }
    format(file)
        .write(
            file,
            new VoxelSource(
                geometry,
                type,
                ByteOrder.LITTLE_ENDIAN,
                1,
                0,
                channels.size(),
                (channel, z) -> VoxelCodec.convert(channels.get(channel), z, type, file)));
  }

  private static PixelType smallest(int lowest, int highest) {
    for (PixelType type : PixelType.values()) {
      if (lowest >= type.minimum() && highest <= type.maximum()) {
        return type;
      }
    }
    throw new AssertionError("No type holds " + lowest + " to " + highest);
  }

  /** The longest ending counts: .nii.gz before .gz. */
  private static ImageFormat format(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    ImageFormat best = null;
    int longest = 0;
    for (ImageFormat format : ImageFormats.all()) {
      for (String ending : format.endings()) {
        if (name.endsWith(ending) && ending.length() > longest) {
          longest = ending.length();
          best = format;
        }
      }
    }
    if (best == null) {
      throw new ImageFormatException(
          "No image format is written under such a name",
          file.toString(),
          "a name that ends with one of " + ImageFormats.writtenEndings(),
          "give the file one of these endings");
    }
    return best;
  }
}
