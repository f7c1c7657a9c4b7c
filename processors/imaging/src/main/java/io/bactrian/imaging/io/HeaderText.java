package io.bactrian.imaging.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The lines of a header of text, as NRRD and MetaImage have it.
 *
 * @param lines without their ends
 * @param end bytes from the start of the file to what follows the last line
 */
public record HeaderText(List<String> lines, long end) {
  /** A list of many data files may be long, but not this long. */
  private static final int MOST_BYTES = 1 << 22;

  /**
   * Reads up to and with the first line that {@code last} takes, or to the end of the file.
   *
   * @param format as {@link ImageFormat#name}
   */
  public static HeaderText read(Path file, String format, Predicate<String> last)
      throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    long bytes = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (++bytes > MOST_BYTES) {
          throw Damage.header(
              file, format, "it does not end", "at most " + MOST_BYTES + " bytes of header");
        }
        if (next != '\n') {
          line.append((char) next);
          continue;
        }
        String text = withoutReturn(line);
        line.setLength(0);
        lines.add(text);
        if (last.test(text)) {
          return new HeaderText(lines, bytes);
        }
      }
    }
    if (line.length() > 0) {
      lines.add(withoutReturn(line));
    }
    return new HeaderText(lines, bytes);
  }

  private static String withoutReturn(StringBuilder line) {
    int length = line.length();
    String text =
        length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : "" + line;
    // The bytes may be UTF-8, as in names of files.
    return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Bytes of a file up to and with its first {@code count} line ends after {@code offset}. */
  public static long skipLines(Path file, long offset, long count) throws IOException {
    if (count == 0) {
      return offset;
    }
    long position = offset;
    long left = count;
    try (InputStream raw = Files.newInputStream(file)) {
      raw.skipNBytes(offset);
      InputStream in = new BufferedInputStream(raw, 1 << 16);
      while (left > 0) {
        int next = in.read();
        if (next < 0) {
          throw Damage.truncated(file, position + left, position, "lines to skip");
        }
        position++;
        left -= next == '\n' ? 1 : 0;
      }
    }
    return position;
  }
}
