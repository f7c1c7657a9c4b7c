package io.bactrian.imaging.io.tiff;

import io.bactrian.imaging.io.Damage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;

/** Unpacks the strips or tiles of a page. */
final class TiffBlocks {
  private static final int DIFFERENCES = 2;
  private static final int FLOAT_DIFFERENCES = 3;

  private final TiffInput input;
  private final TiffPage page;

  TiffBlocks(TiffInput input, TiffPage page) {
    this.input = input;
    this.page = page;
  }

  /** The samples of the page, each in a buffer of its own in the byte order of the file. */
  ByteBuffer[] read() throws IOException {
    int size = page.type().bytes();
    ByteBuffer[] samples = new ByteBuffer[page.samples()];
    for (int s = 0; s < samples.length; s++) {
      samples[s] = ByteBuffer.allocate(page.width() * page.height() * size).order(input.order());
    }
    int planes = page.planar() ? page.samples() : 1;
    int index = 0;
    for (int plane = 0; plane < planes; plane++) {
      for (int y = 0; y < page.height(); y += page.blockHeight()) {
        for (int x = 0; x < page.width(); x += page.blockWidth()) {
          int rows = Math.min(page.blockHeight(), page.height() - y);
          ByteBuffer block = block(index++, rows);
          for (int s = 0; s < page.together(); s++) {
            place(block, s, x, y, rows, samples[plane + s]);
          }
        }
      }
    }
    return samples;
  }

  private ByteBuffer block(int index, int rows) throws IOException {
    boolean tiled = page.tags().has(TiffTags.TILE_OFFSETS);
    // The last strip has only the rows that are left; tiles are always whole.
    int expected = Math.toIntExact(page.rowBytes() * (tiled ? page.blockHeight() : rows));
    long count = page.counts()[index];
    if (count < 0 || count > input.size()) {
      throw Damage.truncated(page.tags().file(), count, input.size(), "pages");
    }
    byte[] target = unpacked(index, count, expected);
    ByteBuffer block = ByteBuffer.wrap(target).order(input.order());
    int blockRows = tiled ? page.blockHeight() : rows;
    switch (page.predictor()) {
      case 1 -> {}
      case DIFFERENCES -> addDifferences(block, blockRows);
      case FLOAT_DIFFERENCES -> addFloatDifferences(target, blockRows);
      default -> throw TiffPage.unread(page.tags(), "predictor " + page.predictor());
    }
    return block;
  }

  private byte[] unpacked(int index, long count, int expected) throws IOException {
    byte[] packed = input.bytes(page.offsets()[index], (int) count).array();
    int filled;
    byte[] target;
    if (page.compression() == TiffPage.NONE) {
      target = packed;
      filled = packed.length;
    } else {
      target = new byte[expected];
      try {
        filled =
            switch (page.compression()) {
              case TiffCodecs.LZW -> TiffCodecs.lzw(packed, target);
              case TiffCodecs.DEFLATE, TiffCodecs.OLD_DEFLATE -> TiffCodecs.inflate(packed, target);
              case TiffCodecs.PACK_BITS -> TiffCodecs.unpackBits(packed, target);
              default -> throw TiffPage.unread(page.tags(), "compression " + page.compression());
            };
      } catch (DataFormatException e) {
        throw Damage.pixels(page.tags().file(), TiffFormat.NAME, String.valueOf(e.getMessage()), e);
      }
    }
    if (filled < expected) {
      throw page.tags()
          .damaged("a strip or tile has " + filled + " bytes of " + expected + " when unpacked");
    }
    return target;
  }

  private void addDifferences(ByteBuffer block, int rows) {
    int step = page.together();
    int row = (int) page.rowBytes();
    int size = page.type().bytes();
    if (page.bits() < 8) {
      throw TiffPage.unread(page.tags(), "differences of " + page.bits() + " bits");
    }
    for (int y = 0; y < rows; y++) {
      for (int i = y * row + step * size; i < (y + 1) * row; i += size) {
        int left = i - step * size;
        switch (size) {
          case 1 -> block.put(i, (byte) (block.get(i) + block.get(left)));
          case 2 -> block.putShort(i, (short) (block.getShort(i) + block.getShort(left)));
          case 4 -> block.putInt(i, block.getInt(i) + block.getInt(left));
          default -> block.putLong(i, block.getLong(i) + block.getLong(left));
        }
      }
    }
  }

  /** Differences of bytes, the highest bytes of all samples of a row first (Adobe note 3). */
  private void addFloatDifferences(byte[] block, int rows) {
    int row = (int) page.rowBytes();
    int step = page.together();
    int size = page.type().bytes();
    int count = row / size;
    byte[] apart = new byte[row];
    for (int y = 0; y < rows; y++) {
      int from = y * row;
      for (int i = step; i < row; i++) {
        block[from + i] += block[from + i - step];
      }
      System.arraycopy(block, from, apart, 0, row);
      for (int i = 0; i < count; i++) {
        for (int b = 0; b < size; b++) {
          int place = input.order() == ByteOrder.BIG_ENDIAN ? b : size - 1 - b;
          block[from + i * size + place] = apart[b * count + i];
        }
      }
    }
  }

  private void place(ByteBuffer block, int sample, int x, int y, int rows, ByteBuffer target) {
    int columns = Math.min(page.blockWidth(), page.width() - x);
    int size = page.type().bytes();
    int step = page.together();
    for (int r = 0; r < rows; r++) {
      int row = (int) (r * page.rowBytes());
      int to = ((y + r) * page.width() + x) * size;
      for (int c = 0; c < columns; c++, to += size) {
        int from = row + (c * step + sample) * size;
        switch (page.bits()) {
          case 8 -> target.put(to, block.get(from));
          case 16 -> target.putShort(to, block.getShort(from));
          case 32 -> target.putInt(to, block.getInt(from));
          case 64 -> target.putLong(to, block.getLong(from));
          default -> {
            int bit = (c * step + sample) * page.bits();
            int shift = 8 - page.bits() - (bit & 7);
            target.put(to, (byte) (block.get(row + (bit >> 3)) >> shift & (1 << page.bits()) - 1));
          }
        }
      }
    }
  }
}
