package io.bactrian.imaging.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What formats are told apart by: the first bytes of a file, unpacked where the file is packed by
 * gzip, or that it is a folder.
 *
 * @param bytes at most {@link #BYTES}; empty for a folder. Not to be written to
 * @param packed whether the file is packed by gzip, and {@code bytes} are what was packed
 */
public record ImageStart(Path path, boolean folder, boolean packed, byte[] bytes) {
  /** As many as the longest header that is looked at whole (NIfTI-2) needs, and some more. */
  public static final int BYTES = 1024;

  /** Looks at a file or folder. */
  public static ImageStart of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new ImageStart(path, true, false, new byte[0]);
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(BYTES);
    }
    if (!GzipFile.isGzip(start)) {
      return new ImageStart(path, false, false, start);
    }
    return new ImageStart(path, false, true, GzipFile.start(path, BYTES));
  }

  /** Whether the bytes at {@code offset} are those of an ASCII text. */
  public boolean has(int offset, String text) {
    byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length < offset + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes[offset + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the name ends so, in capitals or not. For what content alone cannot tell. */
  public boolean isNamed(String ending) {
    return path.toString().toLowerCase(java.util.Locale.ROOT).endsWith(ending);
  }
}
