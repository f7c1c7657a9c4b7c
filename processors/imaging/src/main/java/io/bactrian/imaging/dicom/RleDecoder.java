package io.bactrian.imaging.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** RLE Lossless (DICOM PS3.5, annex G): byte planes packed by PackBits, the high bytes first. */
final class RleDecoder {
  private static final int HEADER = 64;

  /** Two bytes become 128 at most. */
  static final int LARGEST_RATIO = 64;

  private RleDecoder() {}

  /**
   * @param packed one frame
   * @return samples in little endian, colours of a pixel together
   */
  static byte[] decode(ByteBuffer packed, PixelFormat format) throws CodecException {
    ByteBuffer in = packed.slice().order(ByteOrder.LITTLE_ENDIAN);
    int width = format.sampleBytes();
    int segments = width * format.samples();
    if (in.limit() < HEADER || in.getInt(0) != segments) {
      throw new CodecException("an RLE frame without the " + segments + " segments it should have");
    }
    byte[] out = new byte[format.frameBytes()];
    byte[] plane = new byte[format.pixels()];
    for (int segment = 0; segment < segments; segment++) {
      int from = in.getInt(4 + 4 * segment);
      int to = segment + 1 < segments ? in.getInt(8 + 4 * segment) : in.limit();
      if (from < HEADER || to < from || to > in.limit()) {
        throw new CodecException("an RLE segment outside of its frame");
      }
      unpack(in, from, to, plane);
      int place = segment / width * width + width - 1 - segment % width;
      for (int i = 0; i < plane.length; i++) {
        out[i * segments + place] = plane[i];
      }
    }
    return out;
  }

  private static void unpack(ByteBuffer in, int from, int to, byte[] plane) throws CodecException {
    int place = from;
    int filled = 0;
    while (filled < plane.length) {
      if (place >= to) {
        throw new CodecException("an RLE segment that ends too early");
      }
      int count = in.get(place++);
      if (count >= 0) {
        int copied = Math.min(count + 1, plane.length - filled);
        if (place + copied > to) {
          throw new CodecException("an RLE segment that ends too early");
        }
        in.get(place, plane, filled, copied);
        place += count + 1;
        filled += copied;
      } else if (count != -128) {
        if (place >= to) {
          throw new CodecException("an RLE segment that ends too early");
        }
        byte value = in.get(place++);
        int end = Math.min(filled + 1 - count, plane.length);
        java.util.Arrays.fill(plane, filled, end, value);
        filled = end;
      }
    }
  }
}
