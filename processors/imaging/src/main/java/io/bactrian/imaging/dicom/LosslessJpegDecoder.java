package io.bactrian.imaging.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Lossless JPEG (ITU-T T.81, annex H; process 14): Huffman-coded differences from a prediction by
 * the neighbours, 2 to 16 bits, every selection value of the predictor.
 */
final class LosslessJpegDecoder {
  /** A difference takes one bit at least. */
  static final int MOST_SAMPLES_A_BYTE = 8;

  private final ByteBuffer in;
  private final HuffmanTable[] tables = new HuffmanTable[4];
  private int restartInterval;
  private int precision;
  private int rows;
  private int columns;
  private int[] componentIds;
  private int[][] planes;

  private LosslessJpegDecoder(ByteBuffer in) {
    this.in = in;
  }

  /**
   * @param packed one frame
   * @return samples in little endian of the format's width, colours of a pixel together
   */
  static byte[] decode(ByteBuffer packed, PixelFormat format) throws CodecException {
    ByteBuffer in = packed.slice().order(ByteOrder.BIG_ENDIAN);
    try {
      LosslessJpegDecoder decoder = new LosslessJpegDecoder(in);
      decoder.segments(format);
      return decoder.interleaved(format.sampleBytes());
    } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
      throw new CodecException("a JPEG segment that ends too early");
    }
  }

  private void segments(PixelFormat format) throws CodecException {
    if ((in.getShort() & 0xffff) != 0xffd8) {
      throw new CodecException("no JPEG at the start of the frame");
    }
    int scanned = 0;
    while (planes == null || scanned < planes.length) {
      int marker = marker();
      int length = in.getShort() & 0xffff;
      int end = in.position() + length - 2;
      if (length < 2 || end > in.limit()) {
        throw new CodecException("a JPEG segment that ends too early");
      }
      switch (marker) {
        case 0xc4 -> huffmanTables(end);
        case 0xc3 -> frame(format);
        case 0xdd -> restartInterval = in.getShort() & 0xffff;
        case 0xda -> {
          scanned += scan();
          continue;
        }
        default -> {
          if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc8 && marker != 0xcc) {
            throw new CodecException("JPEG that is not lossless by Huffman codes");
          }
        }
      }
      in.position(end);
    }
  }

  private int marker() {
    while ((in.get() & 0xff) != 0xff) {
      // what is left of a scan
    }
    int marker = in.get() & 0xff;
    while (marker == 0xff) {
      marker = in.get() & 0xff;
    }
    return marker == 0 ? marker() : marker;
  }

  private void huffmanTables(int end) throws CodecException {
    while (in.position() < end) {
      int name = in.get() & 0xff;
      if (name > 3) {
        throw new CodecException("a JPEG Huffman table of an unknown class");
      }
      tables[name] = new HuffmanTable(in);
    }
  }

  private void frame(PixelFormat format) throws CodecException {
    precision = in.get() & 0xff;
    rows = in.getShort() & 0xffff;
    columns = in.getShort() & 0xffff;
    int components = in.get() & 0xff;
    boolean same =
        rows == format.rows() && columns == format.columns() && components == format.samples();
    if (!same || precision < 2 || precision > 8 * format.sampleBytes() || precision > 16) {
      throw new CodecException(
          "a JPEG of "
              + columns
              + " x "
              + rows
              + " pixels, "
              + components
              + " components and "
              + precision
              + " bits, unlike the DICOM header");
    }
    componentIds = new int[components];
    for (int i = 0; i < components; i++) {
      componentIds[i] = in.get() & 0xff;
      if (in.get() != 0x11) {
        throw new CodecException("a lossless JPEG with components of different sizes");
      }
      in.get();
    }
    planes = new int[components][columns * rows];
  }

  /** Decodes one scan; how many components it had. */
  private int scan() throws CodecException {
    int components = in.get() & 0xff;
    if (planes == null || components < 1 || components > planes.length) {
      throw new CodecException("a JPEG scan without a frame");
    }
    int[][] targets = new int[components][];
    HuffmanTable[] codes = new HuffmanTable[components];
    for (int i = 0; i < components; i++) {
      targets[i] = planes[component(in.get() & 0xff)];
      codes[i] = tables[in.get() >> 4 & 3];
      if (codes[i] == null) {
        throw new CodecException("a JPEG scan without its Huffman table");
      }
    }
    int selection = in.get() & 0xff;
    in.get();
    int transform = in.get() & 0xf;
    if (selection < 1 || selection > 7 || transform >= precision) {
      throw new CodecException("a JPEG predictor " + selection);
    }
    if (restartInterval % columns != 0) {
      throw new CodecException("a JPEG restart interval of parts of a row");
    }
    decode(targets, codes, selection, transform);
    return components;
  }

  private int component(int id) throws CodecException {
    for (int i = 0; i < componentIds.length; i++) {
      if (componentIds[i] == id) {
        return i;
      }
    }
    throw new CodecException("a JPEG scan of an unknown component");
  }

  private void decode(int[][] targets, HuffmanTable[] codes, int selection, int transform)
      throws CodecException {
    JpegBits bits = new JpegBits(in);
    int rowsAnInterval = restartInterval == 0 ? rows : restartInterval / columns;
    for (int y = 0; y < rows; y++) {
      boolean fresh = y % rowsAnInterval == 0;
      if (fresh && y > 0) {
        bits.restart();
      }
      for (int x = 0; x < columns; x++) {
        for (int c = 0; c < targets.length; c++) {
          int[] plane = targets[c];
          int place = y * columns + x;
          int prediction;
          if (fresh) {
            prediction = x == 0 ? 1 << precision - transform - 1 : plane[place - 1];
          } else if (x == 0) {
            prediction = plane[place - columns];
          } else {
            prediction =
                predict(
                    selection,
                    plane[place - 1],
                    plane[place - columns],
                    plane[place - columns - 1]);
          }
          plane[place] = prediction + difference(bits, codes[c]) & 0xffff;
        }
      }
    }
    if (transform > 0) {
      for (int[] plane : targets) {
        for (int i = 0; i < plane.length; i++) {
          plane[i] <<= transform;
        }
      }
    }
  }

  /**
   * Table H.1.
   *
   * @param a the value to the left
   * @param b the value above
   * @param c the value above the left
   */
  private static int predict(int selection, int a, int b, int c) {
    return switch (selection) {
      case 1 -> a;
      case 2 -> b;
      case 3 -> c;
      case 4 -> a + b - c;
      case 5 -> a + (b - c >> 1);
      case 6 -> b + (a - c >> 1);
      default -> a + b >> 1;
    };
  }

  private static int difference(JpegBits bits, HuffmanTable table) throws CodecException {
    int category = table.decode(bits);
    if (category == 0) {
      return 0;
    }
    if (category == 16) {
      return 32768;
    }
    if (category > 16) {
      throw new CodecException("a JPEG difference of " + category + " bits");
    }
    int value = bits.bits(category);
    return value < 1 << category - 1 ? value - (1 << category) + 1 : value;
  }

  private byte[] interleaved(int width) {
    int components = planes.length;
    byte[] out = new byte[columns * rows * components * width];
    for (int c = 0; c < components; c++) {
      int[] plane = planes[c];
      for (int i = 0; i < plane.length; i++) {
        int place = (i * components + c) * width;
        out[place] = (byte) plane[i];
        if (width > 1) {
          out[place + 1] = (byte) (plane[i] >> 8);
        }
      }
    }
    return out;
  }
}
