package io.bactrian.imaging.dicom;

import java.nio.ByteBuffer;

/** A Huffman table of a JPEG (ITU-T T.81, annex C), looked up by the next 16 bits. */
final class HuffmanTable {
  private final short[] lookup = new short[1 << 16];

  /**
   * @param in behind the byte that names the table
   */
  HuffmanTable(ByteBuffer in) throws CodecException {
    int[] counts = new int[17];
    int total = 0;
    for (int length = 1; length <= 16; length++) {
      counts[length] = in.get() & 0xff;
      total += counts[length];
    }
    if (total > 256 || total > in.remaining()) {
      throw new CodecException("a JPEG Huffman table that is too long");
    }
    int code = 0;
    for (int length = 1; length <= 16; length++) {
      for (int i = 0; i < counts[length]; i++) {
        int symbol = in.get() & 0xff;
        int from = code << 16 - length;
        int to = from + (1 << 16 - length);
        if (to > lookup.length) {
          throw new CodecException("a JPEG Huffman table with too many codes");
        }
        java.util.Arrays.fill(lookup, from, to, (short) (length << 8 | symbol));
        code++;
      }
      code <<= 1;
    }
  }

  int decode(JpegBits bits) throws CodecException {
    int entry = lookup[bits.peek16()];
    if (entry == 0) {
      throw new CodecException("a JPEG code that is in no table");
    }
    bits.take(entry >> 8);
    return entry & 0xff;
  }
}
