package io.bactrian.imaging.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Looks into gzipped files without trusting what they say about themselves. */
public final class GzipFile {
  /** No deflated stream grows by more than this factor when unpacked. */
  private static final long LARGEST_RATIO = 1032;

  private GzipFile() {}

  /** Whether a file that starts so is packed by gzip. */
  public static boolean isGzip(byte[] start) {
    return start.length > 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
  }

  /** The first bytes of what is packed, as many as can be unpacked up to {@code most}. */
  static byte[] start(Path file, int most) {
    byte[] bytes = new byte[most];
    int count = 0;
    try (InputStream in = open(file)) {
      for (int read = in.read(bytes); read > 0; read = in.read(bytes, count, most - count)) {
        count += read;
      }
    } catch (IOException e) {
      // What there is must do; who reads the file tells of the damage.
    }
    return Arrays.copyOf(bytes, count);
  }

  /** What is packed. */
  public static InputStream open(Path file) throws IOException {
    InputStream packed = Files.newInputStream(file);
    try {
      return new GZIPInputStream(packed, 1 << 16);
    } catch (IOException e) {
      packed.close();
      throw e;
    }
  }

  /**
   * Whether the size that a file of a single member has at its end is the expected one. False says
   * nothing for certain: count then.
   */
  public static boolean endsAsIfUnpacked(Path file, long expected) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() < 18 || expected / LARGEST_RATIO > in.length()) {
        return false;
      }
      in.seek(in.length() - 4);
      return Integer.reverseBytes(in.readInt()) == (int) expected;
    }
  }
}
