package io.bactrian.imaging.io;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.PixelType;
import io.bactrian.safety.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes NIfTI-1 files (NIfTI-2 where a side is longer than 32767 voxels), packed by gzip when the
 * name ends in .gz. The geometry goes into sform and qform; a file appears whole or not at all.
 *
 * <p>NIfTI-1 holds the affine in 32 bit floats: a voxel is at most some 1e-7 of its distance from
 * the origin away from where it was.
 */
public final class NiftiWriter {
  private NiftiWriter() {}

  /** The stored bytes of the image as they are: its own type, slope and intercept. */
  public static void write(Path file, Image image) {
    ByteOrder order = image.storedSlice(0).order();
    NiftiHeader header =
        header(order, image.type(), image.geometry(), 1, image.slope(), image.intercept());
    write(file, header, List.of(image), (one, z) -> one.storedSlice(z));
  }

  /**
   * The real values of the image, rounded where {@code type} is of whole numbers.
   *
   * @throws ImageContentException for a value that the type cannot hold
   */
  public static void write(Path file, Image image, PixelType type) {
    writeAs(file, List.of(image), type);
  }

  /** The labels in the smallest type of whole numbers that holds them all. */
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
    NiftiHeader header = header(ByteOrder.LITTLE_ENDIAN, type, geometry, 1, 1, 0);
    write(
        file,
        header,
        List.of(labels),
        (map, z) -> {
          ByteBuffer slice = slice(pixels, type);
          for (int i = z * pixels; i < (z + 1) * pixels; i++) {
            put(slice, type, map.labels()[i]);
          }
          return slice.flip();
        });
  }

  /**
   * Several channels of one geometry as the fourth dimension, in 32 bit floats.
   *
   * @throws IllegalArgumentException when the sizes differ
   */
  public static void writeChannels(Path file, List<Image> channels) {
    for (Image channel : channels) {
      if (!channel.geometry().matches(channels.get(0).geometry(), 1e-3)) {
        throw new IllegalArgumentException("Channels of different geometry: " + file);
      }
    }
    writeAs(file, channels, PixelType.FLOAT32);
  }

  private static void writeAs(Path file, List<Image> channels, PixelType type) {
    Geometry geometry = channels.get(0).geometry();
    NiftiHeader header = header(ByteOrder.LITTLE_ENDIAN, type, geometry, channels.size(), 1, 0);
    write(file, header, channels, (image, z) -> convert(image, z, type, file));
  }

  private static PixelType smallest(int lowest, int highest) {
    for (PixelType type : PixelType.values()) {
      if (lowest >= type.minimum() && highest <= type.maximum()) {
        return type;
      }
    }
    throw new AssertionError("No type holds " + lowest + " to " + highest);
  }

  private static NiftiHeader header(
      ByteOrder order, PixelType type, Geometry geometry, int channels, double slope, double add) {
    boolean large = channels > Short.MAX_VALUE;
    for (int axis = 0; axis < 3; axis++) {
      large |= geometry.size(axis) > Short.MAX_VALUE;
    }
    return new NiftiHeader(
        order, large ? 2 : 1, type, geometry, channels, large ? 544 : 352, slope, add);
  }

  private interface SliceSource<T> {
    ByteBuffer slice(T volume, int z);
  }

  private static <T> void write(
      Path file, NiftiHeader header, List<T> volumes, SliceSource<T> source) {
    boolean packed = file.getFileName().toString().endsWith(".gz");
    AtomicFiles.write(
        file,
        raw -> {
          OutputStream out = packed ? new ParallelGzip(raw) : raw;
          WritableByteChannel channel = Channels.newChannel(out);
          writeAll(channel, header.encode());
          for (T volume : volumes) {
            for (int z = 0; z < header.geometry().size(2); z++) {
              writeAll(channel, source.slice(volume, z));
            }
          }
          if (out instanceof ParallelGzip gzip) {
            gzip.finish();
          }
        });
  }

  private static void writeAll(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer slice(int pixels, PixelType type) {
    return ByteBuffer.allocate(Math.multiplyExact(pixels, type.bytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer convert(Image image, int z, PixelType type, Path file) {
    int width = image.geometry().size(0);
    int height = image.geometry().size(1);
    ByteBuffer slice = slice(width * height, type);
    if (type == PixelType.FLOAT32) {
      float[] row = new float[width * height];
      image.read(new int[] {0, 0, z}, new int[] {width, height, 1}, row, 0);
      slice.asFloatBuffer().put(row);
      return slice;
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = image.value(x, y, z);
        double stored = type.isFloatingPoint() ? value : Math.rint(value);
        if (!type.isFloatingPoint() && !(stored >= type.minimum() && stored <= type.maximum())) {
          throw new ImageContentException(
              "The value " + value + " does not fit into " + type,
              file + ", voxel (" + x + ", " + y + ", " + z + ")",
              "values from " + type.minimum() + " to " + type.maximum(),
              "choose a larger type, or clip or rescale the image before");
        }
        put(slice, type, stored);
      }
    }
    return slice.flip();
  }

  private static void put(ByteBuffer target, PixelType type, double value) {
    switch (type) {
      case UINT8, INT8 -> target.put((byte) (int) value);
      case UINT16, INT16 -> target.putShort((short) (int) value);
      case UINT32, INT32 -> target.putInt((int) (long) value);
      case UINT64 -> target.putLong(unsigned(value));
      case INT64 -> target.putLong((long) value);
      case FLOAT32 -> target.putFloat((float) value);
      case FLOAT64 -> target.putDouble(value);
    }
  }

  private static long unsigned(double value) {
    return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) ^ Long.MIN_VALUE;
  }
}
