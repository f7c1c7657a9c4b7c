package io.bactrian.imaging.io.nrrd;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.io.Packing;
import io.bactrian.imaging.io.VoxelLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a NRRD header says about its voxels (source: the definition of the format by Kindlmann,
 * teem.sourceforge.net/nrrd/format.html).
 *
 * <p>Axes in space are those with a direction; without directions those whose kind is {@code space}
 * or {@code domain}; without kinds the first three. The others count the channels. A fourth axis in
 * space is one of channels too.
 *
 * @param axes of the file, all
 */
record NrrdHeader(VoxelLayout layout, Packing packing, int axes) {
  private static final int MOST_AXES = 16;

  static NrrdHeader parse(NrrdFields fields) {
    int[] sizes = sizes(fields);
    NrrdSpace space = new NrrdSpace(fields);
    List<double[]> directions = directions(fields, sizes.length);
    List<Integer> spatial = spatial(fields, sizes.length, directions, space);
    int first = spatial.get(0);
    int last = spatial.get(spatial.size() - 1);
    if (last - first + 1 != spatial.size()) {
      throw fields.broken(
          "axes of channels lie between those of space", "axes of space one after the other");
    }
    PixelType type = type(fields);
    Packing packing = packing(fields);
    VoxelLayout layout =
        new VoxelLayout(
            geometry(fields, sizes, spatial, directions, space),
            type,
            order(fields, type, packing),
            product(fields, sizes, 0, first),
            product(fields, sizes, last + 1, sizes.length),
            1,
            0);
    if (layout.components() > VoxelLayout.MOST_CHANNELS / layout.volumes()) {
      throw fields.broken("too many channels", "at most " + VoxelLayout.MOST_CHANNELS);
    }
    return new NrrdHeader(layout, packing, sizes.length);
  }

  private static int[] sizes(NrrdFields fields) {
    fields.required("dimension", "the number of axes");
    long dimension = fields.whole("dimension", 0);
    List<String> words = fields.words("sizes");
    if (dimension < 1 || dimension > MOST_AXES || words.size() != dimension) {
      throw fields.broken(
          "dimension is " + dimension + ", and there are " + words.size() + " sizes",
          "1 to " + MOST_AXES + " axes, a size for each");
    }
    int[] sizes = new int[words.size()];
    for (int i = 0; i < sizes.length; i++) {
      double size = NrrdFields.number(words.get(i));
      if (!(size >= 1 && size <= Integer.MAX_VALUE) || size != Math.rint(size)) {
        throw fields.broken("a size is '" + words.get(i) + "'", "at least 1");
      }
      sizes[i] = (int) size;
    }
    return sizes;
  }

  private static List<double[]> directions(NrrdFields fields, int axes) {
    List<double[]> directions = fields.vectors("spacedirections");
    if (!directions.isEmpty() && directions.size() != axes) {
      throw fields.broken(
          directions.size() + " space directions", "one for each of " + axes + " axes, or none");
    }
    return directions;
  }

  private static List<Integer> spatial(
      NrrdFields fields, int axes, List<double[]> directions, NrrdSpace space) {
    List<String> kinds = fields.words("kinds");
    boolean known = kinds.size() == axes && kinds.stream().anyMatch(NrrdHeader::isSpace);
    List<Integer> spatial = new ArrayList<>();
    for (int axis = 0; axis < axes && spatial.size() < 3; axis++) {
      boolean inSpace;
      if (!directions.isEmpty()) {
        inSpace = directions.get(axis).length > 0 && !space.isTime(directions.get(axis));
      } else {
        inSpace = !known || isSpace(kinds.get(axis));
      }
      if (inSpace) {
        spatial.add(axis);
      }
    }
    if (spatial.isEmpty()) {
      throw fields.broken("no axis lies in space", "at least one direction that is not 'none'");
    }
    return spatial;
  }

  private static boolean isSpace(String kind) {
    String small = kind.toLowerCase(Locale.ROOT);
    return small.equals("domain") || small.equals("space");
  }

  private static Geometry geometry(
      NrrdFields fields,
      int[] sizes,
      List<Integer> spatial,
      List<double[]> directions,
      NrrdSpace space) {
    int[] size = {1, 1, 1};
    double[] spacings = fields.numbers("spacings");
    double[] minima = fields.numbers("axismins");
    double[] spacing = new double[spatial.size()];
    double[] minimum = new double[spatial.size()];
    List<double[]> own = new ArrayList<>();
    for (int i = 0; i < spatial.size(); i++) {
      int axis = spatial.get(i);
      size[i] = sizes[axis];
      spacing[i] = axis < spacings.length ? spacings[axis] : 1;
      minimum[i] = axis < minima.length ? minima[axis] : 0;
      own.add(directions.isEmpty() ? null : directions.get(axis));
    }
    return directions.isEmpty() ? space.plain(size, spacing, minimum) : space.oriented(size, own);
  }

  private static int product(NrrdFields fields, int[] sizes, int from, int to) {
    long product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= sizes[axis];
      if (product > VoxelLayout.MOST_CHANNELS) {
        throw fields.broken("too many channels", "at most " + VoxelLayout.MOST_CHANNELS);
      }
    }
    return (int) product;
  }

  private static PixelType type(NrrdFields fields) {
    String name = fields.required("type", "the type of the voxels");
    return switch (name.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ")) {
      case "signed char", "int8", "int8_t" -> PixelType.INT8;
      case "uchar", "unsigned char", "uint8", "uint8_t" -> PixelType.UINT8;
      case "short", "short int", "signed short", "signed short int", "int16", "int16_t" ->
          PixelType.INT16;
      case "ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t" ->
          PixelType.UINT16;
      case "int", "signed int", "int32", "int32_t" -> PixelType.INT32;
      case "uint", "unsigned int", "uint32", "uint32_t" -> PixelType.UINT32;
      case "longlong",
          "long long",
          "long long int",
          "signed long long",
          "signed long long int",
          "int64",
          "int64_t" ->
          PixelType.INT64;
      case "ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t" ->
          PixelType.UINT64;
      case "float" -> PixelType.FLOAT32;
      case "double" -> PixelType.FLOAT64;
      default ->
          throw new ImageFormatException(
              "The voxels are of type '" + name + "'",
              fields.file().toString(),
              "whole numbers of 8 to 64 bits, float or double",
              "save the image in one of these types");
    };
  }

  private static Packing packing(NrrdFields fields) {
    String name = fields.required("encoding", "raw, gzip, bzip2, text or hex");
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "raw" -> Packing.RAW;
      case "gzip", "gz" -> Packing.GZIP;
      case "bzip2", "bz2" -> Packing.BZIP2;
      case "text", "txt", "ascii" -> Packing.TEXT;
      case "hex" -> Packing.HEX;
      default ->
          throw new ImageFormatException(
              "The voxels are encoded as '" + name + "'",
              fields.file().toString(),
              "raw, gzip, bzip2, text or hex",
              "save the image in one of these encodings");
    };
  }

  private static ByteOrder order(NrrdFields fields, PixelType type, Packing packing) {
    String endian = fields.get("endian");
    if (type.bytes() == 1 || packing == Packing.TEXT) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    if (endian != null && endian.equalsIgnoreCase("little")) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    if (endian != null && endian.equalsIgnoreCase("big")) {
      return ByteOrder.BIG_ENDIAN;
    }
    throw fields.broken("endian is '" + endian + "'", "little or big");
  }
}
