package io.bactrian.imaging.dicom;

import java.nio.ByteBuffer;

/** Bits of the entropy-coded part of a JPEG, the highest first, without stuffed bytes. */
final class JpegBits {
  private final ByteBuffer in;
  private long bits;
  private int count;
  private int missing;

  JpegBits(ByteBuffer in) {
    this.in = in;
  }

  /** The next 16 bits without taking them; zeros after the end. */
  int peek16() {
    fill();
    return (int) (bits >>> count - 16) & 0xffff;
  }

  void take(int number) throws CodecException {
    count -= number;
    if (count < missing) {
      throw new CodecException("JPEG data that end too early");
    }
  }

  /** At most 16 bits. */
  int bits(int number) throws CodecException {
    int value = peek16() >>> 16 - number;
    take(number);
    return value;
  }

  private void fill() {
    while (count <= 48) {
      int next = nextByte();
      if (next < 0) {
        missing += 8;
        next = 0;
      }
      bits = bits << 8 | next;
      count += 8;
    }
  }

  private int nextByte() {
    if (!in.hasRemaining()) {
      return -1;
    }
    int value = in.get(in.position()) & 0xff;
    if (value == 0xff) {
      if (in.remaining() < 2 || in.get(in.position() + 1) != 0) {
        return -1;
      }
      in.get();
    }
    in.get();
    return value;
  }

  /** Drops what is left of the interval and goes behind the marker that follows. */
  void restart() throws CodecException {
    bits = 0;
    count = 0;
    missing = 0;
    if (in.remaining() < 2 || in.get() != (byte) 0xff || (in.get(in.position()) & 0xf8) != 0xd0) {
      throw new CodecException("a JPEG restart marker is missing");
    }
    in.get();
  }
}
