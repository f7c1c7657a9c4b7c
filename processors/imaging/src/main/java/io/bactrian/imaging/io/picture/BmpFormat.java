package io.bactrian.imaging.io.picture;

import io.bactrian.imaging.io.Damage;
import io.bactrian.imaging.io.ImageStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Windows bitmaps: gray, palette or colours. */
public final class BmpFormat extends PictureFormat {
  private static final int LARGEST_HEADER = 124;

  /** Run lengths make up to 255 pixels of 2 bytes. */
  public BmpFormat() {
    super("bmp", 128);
  }

  @Override
  public String name() {
    return "BMP";
  }

  /** The two letters are short for a mark: the size of the header behind them must be one, too. */
  @Override
  public boolean matches(ImageStart start) {
    if (start.packed() || start.bytes().length < 26 || !start.has(0, "BM")) {
      return false;
    }
    int header = ByteBuffer.wrap(start.bytes()).order(ByteOrder.LITTLE_ENDIAN).getInt(14);
    return header >= 12 && header <= LARGEST_HEADER;
  }

  @Override
  void check(Path path) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(ImageStart.of(path).bytes()).order(ByteOrder.LITTLE_ENDIAN);
    long pixels = header.getInt(10) & 0xffffffffL;
    if (pixels < 26 || pixels > Files.size(path)) {
      throw Damage.pixels(path, name(), "its pixels begin at byte " + pixels, null);
    }
    boolean old = header.getInt(14) == 12;
    long width = old ? header.getShort(18) & 0xffff : header.getInt(18);
    long height = old ? header.getShort(20) & 0xffff : Math.abs((long) header.getInt(22));
    int bits = header.getShort(old ? 24 : 28);
    int compression = old || header.limit() < 34 ? 0 : header.getInt(30);
    boolean packed = compression == 1 || compression == 2;
    if (!packed && (width * bits + 7) / 8 * height > Files.size(path)) {
      throw Damage.truncated(path, width * bits / 8 * height, Files.size(path), "pixels");
    }
  }
}
