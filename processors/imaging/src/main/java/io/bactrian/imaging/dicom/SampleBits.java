package io.bactrian.imaging.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bits of samples that count: masks, signs, packed single bits. */
final class SampleBits {
  private SampleBits() {}

  /** Shifts the stored bits to the low end and extends the sign; other bits (overlays) go. */
  static ByteBuffer clean(ByteBuffer frame, PixelFormat format) {
    if (format.allocated() == 1) {
      return frame;
    }
    int width = format.sampleBytes();
    int count = frame.remaining() / width;
    ByteBuffer out = ByteBuffer.allocate(count * width).order(frame.order());
    int left = 32 - format.high() - 1;
    int right = 32 - format.stored();
    boolean signed = format.signed();
    for (int i = 0; i < count; i++) {
      int raw =
          switch (width) {
            case 1 -> frame.get(i);
            case 2 -> frame.getShort(2 * i);
            default -> frame.getInt(4 * i);
          };
      int value = signed ? raw << left >> right : raw << left >>> right;
      switch (width) {
        case 1 -> out.put((byte) value);
        case 2 -> out.putShort((short) value);
        default -> out.putInt(value);
      }
    }
    return out.flip();
  }

  /** Single bits, the lowest of a byte first, to bytes of 0 and 1. */
  static ByteBuffer unpack(DicomElement pixels, long firstBit, int count) {
    long from = firstBit / 8;
    ByteBuffer packed = pixels.bytes(from, (firstBit + count + 7) / 8 - from);
    byte[] out = new byte[count];
    int shift = (int) (firstBit % 8);
    for (int i = 0; i < count; i++) {
      out[i] = (byte) (packed.get(i + shift >> 3) >> (i + shift & 7) & 1);
    }
    return ByteBuffer.wrap(out);
  }

  /** Bytes of words in big endian in the order of pixels. */
  static ByteBuffer swapPairs(ByteBuffer frame) {
    byte[] out = new byte[frame.remaining()];
    for (int i = 0; i < out.length; i++) {
      int other = i ^ 1;
      out[i] = frame.get(other < out.length ? other : i);
    }
    return ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
  }
}
