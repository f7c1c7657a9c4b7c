package io.bactrian.imaging.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of the standard, one row a tag: eight hexadecimal digits (x: any), then words. Read from
 * a resource once.
 */
final class TagTable {
  private record Masked(int mask, int value, String[] words) {}

  private final Map<Integer, String[]> rows = new HashMap<>();
  private final List<Masked> masked = new ArrayList<>();

  TagTable(String resource) {
    try (InputStream in = TagTable.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          add(line.split(" "));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String[] words) {
    if (words[0].indexOf('x') < 0) {
      rows.put(Integer.parseUnsignedInt(words[0], 16), words);
      return;
    }
    String mask = words[0].replaceAll("[^x]", "f").replace('x', '0');
    masked.add(
        new Masked(
            Integer.parseUnsignedInt(mask, 16),
            Integer.parseUnsignedInt(words[0].replace('x', '0'), 16),
            words));
  }

  /** The words of the row, the tag first, or null. */
  String[] row(int tag) {
    String[] row = rows.get(tag);
    if (row != null) {
      return row;
    }
    for (Masked candidate : masked) {
      if ((tag & candidate.mask) == candidate.value) {
        return candidate.words;
      }
    }
    return null;
  }

  /** The tag of the row with this word in this column, without rows of several tags; or null. */
  Integer find(int column, String word) {
    for (Map.Entry<Integer, String[]> row : rows.entrySet()) {
      if (row.getValue()[column].equals(word)) {
        return row.getKey();
      }
    }
    return null;
  }
}
