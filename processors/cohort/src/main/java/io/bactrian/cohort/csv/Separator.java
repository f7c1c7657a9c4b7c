package io.bactrian.cohort.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What stands between the cells of a table. */
final class Separator {
  private static final char[] KNOWN = {',', ';', '\t'};
  private static final int LONGEST_HEADER = 1 << 20;

  private Separator() {}

  /** Of comma, semicolon and tab the one that the first line has most of, outside of quotes. */
  static char of(Path file) {
    int[] counts = new int[KNOWN.length];
    boolean quoted = false;
    for (char c : start(file).toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || c == '\r') && sum(counts) > 0) {
        break;
      }
      for (int i = 0; i < KNOWN.length; i++) {
        counts[i] += !quoted && c == KNOWN[i] ? 1 : 0;
      }
    }
    int best = 0;
    for (int i = 1; i < KNOWN.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return KNOWN[best];
  }

  private static int sum(int[] counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }

  private static String start(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST_HEADER), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
