package io.bactrian.imaging.io;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Gzip at level 1: some 3 times faster than the default for files a tenth larger. */
public final class FastGzip extends GZIPOutputStream {
  public static final int LEVEL = Deflater.BEST_SPEED;
  private static final int BUFFER = 1 << 16;

  public FastGzip(OutputStream out) throws IOException {
    super(out, BUFFER);
    def.setLevel(LEVEL);
  }
}
