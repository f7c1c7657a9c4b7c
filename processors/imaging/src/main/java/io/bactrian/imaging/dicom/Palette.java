package io.bactrian.imaging.dicom;

import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.PixelType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The colours of PALETTE COLOR images (PS3.3, C.7.6.3.1.5 and 6). */
final class Palette {
  private final int first;
  private final int bits;
  private final int[][] tables;

  private Palette(int first, int bits, int[][] tables) {
    this.first = first;
    this.bits = bits;
    this.tables = tables;
  }

  static Palette of(DicomDataset dataset, Path file) {
    int[][] tables = new int[3][];
    double[] descriptor = null;
    for (int c = 0; c < 3; c++) {
      descriptor = dataset.numbers(Tag.RED_PALETTE_DESCRIPTOR + c, 3);
      DicomElement data = dataset.get(Tag.RED_PALETTE_DATA + c);
      if (descriptor == null || data == null) {
        throw new ImageFormatException(
            "The palette of the DICOM image is missing or in segments",
            file.toString(),
            "tables of red, green and blue",
            "convert the file to RGB: dcmdjpeg or dcmquant of dcmtk, or gdcmimg");
      }
      tables[c] = table(descriptor, data.bytes(), file);
    }
    double first = descriptor[1];
    boolean signed = dataset.integer(Tag.PIXEL_REPRESENTATION, 0) == 1;
    return new Palette(
        (int) (signed && first > 32767 ? first - 65536 : first), (int) descriptor[2], tables);
  }

  private static int[] table(double[] descriptor, ByteBuffer data, Path file) {
    int entries = descriptor[0] == 0 ? 65536 : (int) descriptor[0];
    boolean narrow = data.remaining() < 2 * entries;
    if (entries < 1 || narrow && data.remaining() < entries) {
      throw DicomFile.damaged(file, "a palette of fewer than its " + entries + " colours");
    }
    int[] table = new int[entries];
    for (int i = 0; i < entries; i++) {
      table[i] = narrow ? data.get(i) & 0xff : data.getShort(2 * i) & 0xffff;
    }
    return table;
  }

  PixelType type() {
    return bits > 8 ? PixelType.UINT16 : PixelType.UINT8;
  }

  /** Red, green and blue of every pixel; values outside of the table take its ends. */
  ByteBuffer[] apply(ByteBuffer frame, PixelFormat format) {
    int width = type().bytes();
    ByteBuffer[] channels = new ByteBuffer[3];
    for (int c = 0; c < 3; c++) {
      ByteBuffer channel =
          ByteBuffer.allocate(format.pixels() * width).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < format.pixels(); i++) {
        int index = index(frame, i, format) - first;
        int colour = tables[c][Math.max(0, Math.min(tables[c].length - 1, index))];
        if (width == 1) {
          channel.put((byte) colour);
        } else {
          channel.putShort((short) colour);
        }
      }
      channels[c] = channel.flip();
    }
    return channels;
  }

  private static int index(ByteBuffer frame, int i, PixelFormat format) {
    if (format.sampleBytes() == 1) {
      return format.signed() ? frame.get(i) : frame.get(i) & 0xff;
    }
    return format.signed() ? frame.getShort(2 * i) : frame.getShort(2 * i) & 0xffff;
  }
}
