package io.bactrian.imaging.io.tiff;

import io.bactrian.imaging.io.Damage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The entries of a page that are used, by their tags (source: TIFF 6.0, Adobe). */
record TiffTags(Path file, Map<Integer, ByteBuffer> values, Map<Integer, Integer> types) {
  static final int SUBFILE = 254;
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int DESCRIPTION = 270;
  static final int STRIP_OFFSETS = 273;
  static final int SAMPLES = 277;
  static final int STRIP_ROWS = 278;
  static final int STRIP_COUNTS = 279;
  static final int X_RESOLUTION = 282;
  static final int Y_RESOLUTION = 283;
  static final int PLANAR = 284;
  static final int RESOLUTION_UNIT = 296;
  static final int PREDICTOR = 317;
  static final int PALETTE = 320;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_COUNTS = 325;
  static final int SAMPLE_FORMAT = 339;

  static final Set<Integer> USED =
      Set.of(
          SUBFILE,
          WIDTH,
          HEIGHT,
          BITS,
          COMPRESSION,
          PHOTOMETRIC,
          DESCRIPTION,
          STRIP_OFFSETS,
          SAMPLES,
          STRIP_ROWS,
          STRIP_COUNTS,
          X_RESOLUTION,
          Y_RESOLUTION,
          PLANAR,
          RESOLUTION_UNIT,
          PREDICTOR,
          PALETTE,
          TILE_WIDTH,
          TILE_HEIGHT,
          TILE_OFFSETS,
          TILE_COUNTS,
          SAMPLE_FORMAT);

  boolean has(int tag) {
    return values.containsKey(tag);
  }

  /** Numbers of an entry of whole numbers; empty where there is none. */
  long[] all(int tag) {
    ByteBuffer value = values.get(tag);
    if (value == null) {
      return new long[0];
    }
    int each =
        switch (types.get(tag)) {
          case 1, 2, 6, 7 -> 1;
          case 3, 8 -> 2;
          case 4, 9, 13 -> 4;
          case 16, 17, 18 -> 8;
          default -> throw damaged("entry " + tag + " is no whole number");
        };
    long[] all = new long[value.limit() / each];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          switch (each) {
            case 1 -> value.get(i) & 0xff;
            case 2 -> value.getShort(2 * i) & 0xffff;
            case 4 -> value.getInt(4 * i) & 0xffffffffL;
            default -> value.getLong(8 * i);
          };
    }
    return all;
  }

  long one(int tag, long otherwise) {
    long[] all = all(tag);
    return all.length == 0 ? otherwise : all[0];
  }

  /** A fraction; NaN where there is none. */
  double fraction(int tag) {
    ByteBuffer value = values.get(tag);
    if (value == null || value.limit() < 8 || types.get(tag) != 5) {
      return Double.NaN;
    }
    return (value.getInt(0) & 0xffffffffL) / (double) (value.getInt(4) & 0xffffffffL);
  }

  String description() {
    ByteBuffer value = values.get(DESCRIPTION);
    return value == null ? "" : StandardCharsets.ISO_8859_1.decode(value.duplicate()).toString();
  }

  io.bactrian.imaging.ImageFormatException damaged(String why) {
    return Damage.pixels(file, TiffFormat.NAME, why, null);
  }
}
