package io.bactrian.imaging.io.tiff;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The packings of TIFF: each fills as much of the target as there is. Damage leaves zeros. */
final class TiffCodecs {
  static final int LZW = 5;
  static final int DEFLATE = 8;
  static final int OLD_DEFLATE = 32946;
  static final int PACK_BITS = 32773;

  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int MOST_CODES = 4096;

  private TiffCodecs() {}

  /** Bytes that were filled. */
  static int inflate(byte[] packed, byte[] target) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      int filled = 0;
      while (filled < target.length) {
        int more = inflater.inflate(target, filled, target.length - filled);
        if (more == 0) {
          break;
        }
        filled += more;
      }
      return filled;
    } finally {
      inflater.end();
    }
  }

  /** Runs and literals: PackBits of Apple, section 9 of TIFF 6.0. */
  static int unpackBits(byte[] packed, byte[] target) {
    int at = 0;
    int filled = 0;
    while (at < packed.length && filled < target.length) {
      int head = packed[at++];
      if (head >= 0) {
        int count = Math.min(head + 1, Math.min(packed.length - at, target.length - filled));
        System.arraycopy(packed, at, target, filled, count);
        at += head + 1;
        filled += count;
      } else if (head != -128 && at < packed.length) {
        int count = Math.min(1 - head, target.length - filled);
        java.util.Arrays.fill(target, filled, filled + count, packed[at++]);
        filled += count;
      }
    }
    return filled;
  }

  /**
   * LZW as section 13 of TIFF 6.0 has it: codes of 9 to 12 bits, high bit first, that grow one code
   * early. Strings are kept as places in the target where they were last written.
   */
  static int lzw(byte[] packed, byte[] target) {
    int[] start = new int[MOST_CODES + 1];
    int[] length = new int[MOST_CODES + 1];
    int next = END + 1;
    int width = 9;
    int filled = 0;
    int before = -1;
    int beforeLength = 0;
    long bit = 0;
    long bits = packed.length * 8L;
    while (bit + width <= bits && filled < target.length) {
      int code = bits(packed, bit, width);
      bit += width;
      if (code == END) {
        break;
      }
      if (code == CLEAR) {
        next = END + 1;
        width = 9;
        before = -1;
        continue;
      }
      if (code >= CLEAR && (before < 0 || code > next)) {
        break;
      }
      int from = filled;
      if (before >= 0 && next < MOST_CODES) {
        // The string before and the first byte of this one, which follows it in the target.
        start[next] = before;
        length[next] = beforeLength + 1;
        next++;
      }
      if (code < CLEAR) {
        target[filled++] = (byte) code;
      } else if (code < next) {
        int count = Math.min(length[code], target.length - filled);
        // Byte by byte, since a string may overlap what it is copied to.
        for (int i = 0; i < count; i++) {
          target[filled++] = target[start[code] + i];
        }
      } else {
        break;
      }
      before = from;
      beforeLength = filled - from;
      width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
    }
    return filled;
  }

  private static int bits(byte[] packed, long at, int width) {
    int index = (int) (at >> 3);
    int window = 0;
    for (int i = 0; i < 3; i++) {
      window = window << 8 | (index + i < packed.length ? packed[index + i] & 0xff : 0);
    }
    return window >> 24 - (int) (at & 7) - width & (1 << width) - 1;
  }
}
