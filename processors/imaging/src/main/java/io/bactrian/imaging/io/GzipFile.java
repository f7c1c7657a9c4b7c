package io.bactrian.imaging.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Looks into gzipped files without trusting what they say about themselves. */
final class GzipFile {
  /** No deflated stream grows by more than this factor when unpacked. */
  private static final long LARGEST_RATIO = 1032;

  private GzipFile() {}

  static InputStream open(Path file) throws IOException {
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
  static boolean endsAsIfUnpacked(Path file, long expected) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() < 18 || expected / LARGEST_RATIO > in.length()) {
        return false;
      }
      in.seek(in.length() - 4);
      return Integer.reverseBytes(in.readInt()) == (int) expected;
    }
  }

  /**
   * @param bytes that could be unpacked
   * @param failure why no more could, or null
   */
  record Unpacked(long bytes, IOException failure) {}

  /** Unpacks into nothing, to count; stops when {@code enough} bytes have come. */
  static Unpacked unpackedBytes(Path file, long enough) {
    long bytes = 0;
    try (InputStream in = open(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
        if (bytes >= enough) {
          return new Unpacked(bytes, null);
        }
      }
      return new Unpacked(bytes, null);
    } catch (IOException e) {
      return new Unpacked(bytes, e);
    }
  }
}
