package io.bactrian.imaging.io.tiff;

import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.PixelType;

/**
 * How the pixels of a page lie in its strips or tiles (here: blocks).
 *
 * @param bits of a sample as stored: 1, 2, 4 or those of {@code type}
 * @param type of a sample as read
 * @param planar whether each sample has blocks of its own
 */
record TiffPage(
    TiffTags tags,
    int width,
    int height,
    int samples,
    int bits,
    PixelType type,
    boolean planar,
    int blockWidth,
    int blockHeight,
    long[] offsets,
    long[] counts) {
  static final int NONE = 1;
  private static final int MOST_SAMPLES = 1 << 12;

  static TiffPage of(TiffTags tags) {
    long width = tags.one(TiffTags.WIDTH, 0);
    long height = tags.one(TiffTags.HEIGHT, 0);
    long samples = tags.one(TiffTags.SAMPLES, 1);
    if (width < 1 || height < 1 || width > 1 << 30 || height > 1 << 30) {
      throw tags.damaged("a page of " + width + " x " + height);
    }
    if (samples < 1 || samples > MOST_SAMPLES) {
      throw tags.damaged(samples + " samples a pixel");
    }
    long[] bits = tags.all(TiffTags.BITS);
    for (long one : bits) {
      if (one != bits[0]) {
        throw unread(tags, "samples of different sizes");
      }
    }
    int size = bits.length == 0 ? 1 : (int) bits[0];
    boolean tiled = tags.has(TiffTags.TILE_OFFSETS);
    long blockWidth = tiled ? tags.one(TiffTags.TILE_WIDTH, 0) : width;
    long rows = tags.one(TiffTags.STRIP_ROWS, height);
    long blockHeight =
        tiled ? tags.one(TiffTags.TILE_HEIGHT, 0) : Math.min(height, rows < 1 ? height : rows);
    if (blockWidth < 1 || blockHeight < 1 || blockWidth > 1 << 30 || blockHeight > 1 << 30) {
      throw tags.damaged("tiles of " + blockWidth + " x " + blockHeight);
    }
    TiffPage page =
        new TiffPage(
            tags,
            (int) width,
            (int) height,
            (int) samples,
            size,
            type(tags, size),
            samples > 1 && tags.one(TiffTags.PLANAR, 1) == 2,
            (int) blockWidth,
            (int) blockHeight,
            tags.all(tiled ? TiffTags.TILE_OFFSETS : TiffTags.STRIP_OFFSETS),
            tags.all(tiled ? TiffTags.TILE_COUNTS : TiffTags.STRIP_COUNTS));
    page.check();
    return page;
  }

  private static PixelType type(TiffTags tags, int bits) {
    int format = (int) tags.one(TiffTags.SAMPLE_FORMAT, 1);
    PixelType type =
        switch (format) {
          case 1, 4 ->
              switch (bits) {
                case 1, 2, 4, 8 -> PixelType.UINT8;
                case 16 -> PixelType.UINT16;
                case 32 -> PixelType.UINT32;
                case 64 -> PixelType.UINT64;
                default -> null;
              };
          case 2 ->
              switch (bits) {
                case 8 -> PixelType.INT8;
                case 16 -> PixelType.INT16;
                case 32 -> PixelType.INT32;
                case 64 -> PixelType.INT64;
                default -> null;
              };
          case 3 -> bits == 32 ? PixelType.FLOAT32 : bits == 64 ? PixelType.FLOAT64 : null;
          default -> null;
        };
    if (type == null) {
      throw unread(tags, "samples of " + bits + " bits in format " + format);
    }
    return type;
  }

  private void check() {
    long blocks = (long) across() * down() * (planar ? samples : 1);
    if (offsets.length < blocks || counts.length < blocks) {
      throw tags.damaged(offsets.length + " of " + blocks + " strips or tiles are there");
    }
    if (blockBytes() > Integer.MAX_VALUE - 8
        || (long) width * height * samples * type.bytes() > Integer.MAX_VALUE - 8) {
      throw unread(tags, "a page of 2 GiB or more");
    }
  }

  static ImageFormatException unread(TiffTags tags, String what) {
    return new ImageFormatException(
        "The TIFF has " + what + ", which is not read",
        tags.file().toString(),
        "1 to 64 bit whole numbers or 32 and 64 bit floats, gray, palette or RGB(A), not packed or"
            + " by LZW, deflate or PackBits",
        "save it as a TIFF of such pixels, without compression or by LZW");
  }

  /** Blocks side by side. */
  int across() {
    return (width + blockWidth - 1) / blockWidth;
  }

  /** Blocks one below the other. */
  int down() {
    return (height + blockHeight - 1) / blockHeight;
  }

  /** Samples together for each pixel of a block. */
  int together() {
    return planar ? 1 : samples;
  }

  /** Bytes of a row of a block as stored. */
  long rowBytes() {
    return ((long) blockWidth * together() * bits + 7) / 8;
  }

  /** Bytes of a block as stored, without compression. */
  long blockBytes() {
    return rowBytes() * blockHeight;
  }

  int compression() {
    return (int) tags.one(TiffTags.COMPRESSION, NONE);
  }

  int photometric() {
    return (int) tags.one(TiffTags.PHOTOMETRIC, 1);
  }

  int predictor() {
    return compression() == NONE ? 1 : (int) tags.one(TiffTags.PREDICTOR, 1);
  }

  boolean isLike(TiffPage other) {
    return width == other.width
        && height == other.height
        && samples == other.samples
        && type == other.type
        && photometric() == other.photometric();
  }
}
