package io.bactrian.imaging.io.picture;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.PixelType;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.FileImageInputStream;

/** PNG in shades of gray (up to 16 bit) as a flat image: x to the left, y down, spacing 1. */
final class PngReader {
  private static final byte[] MAGIC = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int GRAY = 0;

  private PngReader() {}

  static boolean isPng(byte[] start) {
    return start.length >= MAGIC.length
        && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** From the first chunk, which must be IHDR: width, height, bits, colour type. */
  static Geometry geometry(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(29);
    }
    ByteBuffer header = ByteBuffer.wrap(start);
    if (start.length < 29 || header.getInt(12) != 0x49484452) {
      throw damaged(file, "it has no header", null);
    }
    int width = header.getInt(16);
    int height = header.getInt(20);
    if (start[25] != GRAY) {
      throw new ImageFormatException(
          "The PNG holds colours",
          file.toString(),
          "shades of gray, one number a pixel",
          "save it in gray, or each colour as an image of its own");
    }
    // Deflate makes data at most 1032 times smaller; what promises more is damaged.
    long bits = Math.max(0L, width) * Math.max(0L, height) * start[24];
    if (width < 1 || height < 1 || bits / 8 / 1032 > Files.size(file)) {
      throw damaged(
          file, "a picture of " + width + " x " + height + " cannot be in so small a file", null);
    }
    return Geometry.ofSize(width, height, 1);
  }

  static Image read(Path file) throws IOException {
    Geometry geometry = geometry(file);
    Raster raster = raster(file);
    int width = geometry.size(0);
    int height = geometry.size(1);
    boolean wide = raster.getSampleModel().getSampleSize(0) > 8;
    PixelType type = wide ? PixelType.UINT16 : PixelType.UINT8;
    if (raster.getWidth() != width || raster.getHeight() != height) {
      throw damaged(file, "its size is not that of its header", null);
    }
    ByteBuffer pixels =
        ByteBuffer.allocate(Math.multiplyExact(Math.multiplyExact(width, height), type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        if (wide) {
          pixels.putShort((short) row[x]);
        } else {
          pixels.put((byte) row[x]);
        }
      }
    }
    return Image.of(pixels.flip(), type, geometry);
  }

  private static Raster raster(Path file) throws IOException {
    javax.imageio.ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      return reader.read(0).getRaster();
    } catch (IOException | RuntimeException e) {
      // The decoder answers damaged data with many kinds of exception.
      throw damaged(file, String.valueOf(e.getMessage()), e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageFormatException damaged(Path file, String why, Throwable cause) {
    return new ImageFormatException(
        "The PNG is damaged: " + why,
        file.toString(),
        "a whole PNG",
        "copy the file again from where it came, or write it again",
        cause);
  }
}
