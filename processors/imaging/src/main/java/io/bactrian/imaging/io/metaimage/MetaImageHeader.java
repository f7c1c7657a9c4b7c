package io.bactrian.imaging.io.metaimage;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.PixelType;
import io.bactrian.imaging.io.Damage;
import io.bactrian.imaging.io.HeaderText;
import io.bactrian.imaging.io.VoxelLayout;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a MetaImage header says about its voxels (source: the MetaIO library of ITK). Its geometry
 * is in LPS, as ITK takes it; each row of {@code TransformMatrix} is the direction of an axis.
 * {@code CenterOfRotation} and {@code AnatomicalOrientation} say nothing about the place, as in
 * ITK.
 *
 * @param values by names in small letters
 * @param rest lines behind {@code ElementDataFile}
 * @param end bytes up to and with the line of {@code ElementDataFile}
 */
record MetaImageHeader(Path file, Map<String, String> values, List<String> rest, long end) {
  static final String FORMAT = "MetaImage";
  private static final int MOST_AXES = 10;

  static MetaImageHeader read(Path file) throws IOException {
    HeaderText text =
        HeaderText.read(
            file,
            FORMAT,
            line -> {
              String name = line.strip().toLowerCase(Locale.ROOT);
              return name.startsWith("elementdatafile") && !value(line).startsWith("LIST");
            });
    Map<String, String> values = new HashMap<>();
    List<String> lines = text.lines();
    int at = 0;
    while (at < lines.size() && !values.containsKey("elementdatafile")) {
      String line = lines.get(at++);
      int equals = line.indexOf('=');
      if (equals < 1) {
        if (line.isBlank()) {
          continue;
        }
        String found = line.length() > 40 ? line.substring(0, 40) + "..." : line;
        throw Damage.header(file, FORMAT, "'" + found + "' is no field", "Name = value");
      }
      values.put(line.substring(0, equals).strip().toLowerCase(Locale.ROOT), value(line));
    }
    return new MetaImageHeader(file, values, lines.subList(at, lines.size()), text.end());
  }

  private static String value(String line) {
    int equals = line.indexOf('=');
    return equals < 0 ? "" : line.substring(equals + 1).strip();
  }

  /** The value of the first field that is there, or null. */
  String get(String... names) {
    for (String name : names) {
      if (values.get(name) != null) {
        return values.get(name);
      }
    }
    return null;
  }

  boolean isTrue(String... names) {
    String value = get(names);
    return value != null && (value.toLowerCase(Locale.ROOT).startsWith("t") || value.equals("1"));
  }

  long whole(String name, long otherwise) {
    String value = get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw broken(name + " is '" + value + "'", "a whole number");
    }
  }

  /** Numbers between spaces; null when there is no such field. */
  private double[] numbers(int count, String... names) {
    String value = get(names);
    if (value == null) {
      return null;
    }
    String[] words = value.split("\\s+");
    double[] numbers = new double[words.length];
    try {
      for (int i = 0; i < words.length; i++) {
        numbers[i] = Double.parseDouble(words[i]);
      }
    } catch (NumberFormatException e) {
      throw broken(names[0] + " is '" + value + "'", count + " numbers");
    }
    if (numbers.length < count) {
      throw broken(names[0] + " has " + numbers.length + " numbers", count + " numbers");
    }
    return numbers;
  }

  int axes() {
    long axes = whole("ndims", 0);
    if (axes < 1 || axes > MOST_AXES) {
      throw broken("NDims is " + get("ndims"), "1 to " + MOST_AXES);
    }
    return (int) axes;
  }

  VoxelLayout layout() {
    int axes = axes();
    double[] sizes = numbers(axes, "dimsize");
    if (sizes == null) {
      throw broken("it has no DimSize", "a size for each of " + axes + " axes");
    }
    int[] size = {1, 1, 1};
    double volumes = 1;
    for (int axis = 0; axis < axes; axis++) {
      if (!(sizes[axis] >= 1 && sizes[axis] <= Integer.MAX_VALUE)) {
        throw broken("DimSize is " + get("dimsize"), "sizes of at least 1");
      }
      if (axis < 3) {
        size[axis] = (int) sizes[axis];
      } else {
        volumes *= (int) sizes[axis];
      }
    }
    long components = whole("elementnumberofchannels", 1);
    if (components < 1 || !(components * volumes <= VoxelLayout.MOST_CHANNELS)) {
      throw broken(
          components + " channels and " + volumes + " volumes",
          "1 to " + VoxelLayout.MOST_CHANNELS);
    }
    ByteOrder order =
        isTrue("binarydatabyteordermsb", "elementbyteordermsb")
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN;
    return new VoxelLayout(
        geometry(size, axes), type(), order, (int) components, (int) volumes, 1, 0);
  }

  private Geometry geometry(int[] size, int axes) {
    int known = Math.min(3, axes);
    double[] sizes = numbers(axes, "elementspacing", "elementsize");
    double[] place = numbers(axes, "offset", "position", "origin");
    double[] matrix = numbers(axes * axes, "transformmatrix", "rotation", "orientation");
    double[] spacing = {1, 1, 1};
    double[] origin = new double[3];
    double[] direction = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    for (int axis = 0; axis < known; axis++) {
      spacing[axis] = sizes == null ? 1 : Math.abs(sizes[axis]);
      origin[axis] = place == null ? 0 : place[axis];
      double length = 0;
      for (int row = 0; row < known && matrix != null; row++) {
        direction[3 * row + axis] = matrix[axis * axes + row];
        length += direction[3 * row + axis] * direction[3 * row + axis];
      }
      for (int row = 0; row < known && matrix != null; row++) {
        direction[3 * row + axis] = direction[3 * row + axis] / Math.sqrt(length) + 0.0;
      }
      if (!Double.isFinite(origin[axis])) {
        throw broken("Offset is " + get("offset", "position", "origin"), "finite numbers");
      }
    }
    try {
      return new Geometry(size, spacing, origin, direction);
    } catch (IllegalArgumentException e) {
      throw broken(e.getMessage(), "spacings above 0 and a matrix that can be inverted");
    }
  }

  private PixelType type() {
    String name = get("elementtype");
    return switch (name == null ? "" : name.replaceFirst("_ARRAY$", "")) {
      case "MET_UCHAR" -> PixelType.UINT8;
      case "MET_CHAR" -> PixelType.INT8;
      case "MET_USHORT" -> PixelType.UINT16;
      case "MET_SHORT" -> PixelType.INT16;
      // MetaIO's long has 4 bytes on every machine.
      case "MET_UINT", "MET_ULONG" -> PixelType.UINT32;
      case "MET_INT", "MET_LONG" -> PixelType.INT32;
      case "MET_ULONG_LONG" -> PixelType.UINT64;
      case "MET_LONG_LONG" -> PixelType.INT64;
      case "MET_FLOAT" -> PixelType.FLOAT32;
      case "MET_DOUBLE" -> PixelType.FLOAT64;
      default ->
          throw new ImageFormatException(
              "The voxels are of type '" + name + "'",
              file.toString(),
              "MET_UCHAR, MET_SHORT, MET_INT, MET_FLOAT or alike",
              "save the image in one of these types");
    };
  }

  ImageFormatException broken(String what, String expected) {
    return Damage.header(file, FORMAT, what, expected);
  }
}
