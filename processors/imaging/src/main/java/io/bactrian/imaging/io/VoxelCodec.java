package io.bactrian.imaging.io;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.PixelType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Numbers to the bytes of a {@link PixelType}. */
public final class VoxelCodec {
  private VoxelCodec() {}

  /** Room for so many pixels, little endian. */
  public static ByteBuffer buffer(int pixels, PixelType type) {
    return ByteBuffer.allocate(Math.multiplyExact(pixels, type.bytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Appends a value that the type can hold, truncated where it is of whole numbers. */
  public static void put(ByteBuffer target, PixelType type, double value) {
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

  /**
   * One slice of real values, rounded where the type is of whole numbers; little endian.
   *
   * @param file names what is written in messages
   * @throws ImageContentException for a value that the type cannot hold
   */
  static ByteBuffer convert(Image image, int z, PixelType type, Path file) {
    int width = image.geometry().size(0);
    int height = image.geometry().size(1);
    ByteBuffer slice = buffer(width * height, type);
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
}
