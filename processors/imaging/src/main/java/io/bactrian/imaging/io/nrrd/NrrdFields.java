package io.bactrian.imaging.io.nrrd;

import io.bactrian.imaging.ImageFormatException;
import io.bactrian.imaging.io.Damage;
import io.bactrian.imaging.io.HeaderText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of a NRRD header by their names in small letters without spaces, since the format
 * knows both {@code data file} and {@code datafile}.
 *
 * @param end bytes of the header with the empty line behind it
 * @param list names of data files below {@code data file: LIST}
 */
record NrrdFields(Path file, Map<String, String> values, List<String> list, long end) {
  static final String FORMAT = "NRRD";

  static NrrdFields read(Path file) throws IOException {
    HeaderText text = HeaderText.read(file, FORMAT, String::isEmpty);
    Map<String, String> values = new LinkedHashMap<>();
    List<String> list = new ArrayList<>();
    boolean listed = false;
    List<String> lines = text.lines();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      if (line.isEmpty()) {
        break;
      }
      if (line.startsWith("#")) {
        continue;
      }
      if (listed) {
        list.add(line);
        continue;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw Damage.header(file, FORMAT, "'" + shortened(line) + "' is no field", "name: value");
      }
      if (line.startsWith(":=", colon)) {
        continue;
      }
      String name = name(line.substring(0, colon));
      String value = line.substring(colon + 1).strip();
      values.put(name, value);
      listed = name.equals("datafile") && value.toUpperCase(Locale.ROOT).startsWith("LIST");
    }
    return new NrrdFields(file, values, list, text.end());
  }

  private static String shortened(String line) {
    return line.length() > 40 ? line.substring(0, 40) + "..." : line;
  }

  private static String name(String text) {
    String name = text.toLowerCase(Locale.ROOT).replace(" ", "");
    return name.equals("centerings") ? "centers" : name;
  }

  /** The value of a field, or null. */
  String get(String name) {
    return values.get(name);
  }

  String required(String name, String expected) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw broken("it has no field '" + name + "'", expected);
    }
    return value;
  }

  /** Words between spaces; quotes hold a word together. Empty when there is no such field. */
  List<String> words(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
  }

  long whole(String name, long otherwise) {
    String value = values.get(name);
    try {
      return value == null ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw broken(name + " is '" + value + "'", "a whole number");
    }
  }

  /** One number a word; NaN for what is none. */
  double[] numbers(String name) {
    return words(name).stream().mapToDouble(NrrdFields::number).toArray();
  }

  static double number(String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Vectors in brackets; an empty one for each {@code none}. */
  List<double[]> vectors(String name) {
    List<double[]> vectors = new ArrayList<>();
    String rest = values.getOrDefault(name, "").strip();
    while (!rest.isEmpty()) {
      if (rest.toLowerCase(Locale.ROOT).startsWith("none")) {
        vectors.add(new double[0]);
        rest = rest.substring(4).strip();
        continue;
      }
      int close = rest.indexOf(')');
      if (rest.charAt(0) != '(' || close < 0) {
        throw broken(name + " is '" + values.get(name) + "'", "vectors like (1,0,0), or none");
      }
      String[] parts = rest.substring(1, close).split(",");
      double[] vector = new double[parts.length];
      for (int i = 0; i < parts.length; i++) {
        vector[i] = number(parts[i].strip());
      }
      vectors.add(vector);
      rest = rest.substring(close + 1).strip();
    }
    return vectors;
  }

  ImageFormatException broken(String what, String expected) {
    return Damage.header(file, FORMAT, what, expected);
  }
}
