package io.bactrian.imaging.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** How voxels are packed in a file. */
public enum Packing {
  RAW("raw"),
  GZIP("gzipped"),
  ZLIB("compressed"),
  BZIP2("bzip2"),
  TEXT("text"),
  HEX("hex");

  private static final int BUFFER = 1 << 16;

  private final String adjective;

  Packing(String adjective) {
    this.adjective = adjective;
  }

  /** As in "the gzipped file". */
  String adjective() {
    return adjective;
  }

  /** The voxels as they lie in memory, in the order of {@code layout}. */
  InputStream open(InputStream packed, VoxelLayout layout) throws IOException {
    return switch (this) {
      case RAW -> packed;
      case GZIP -> new GZIPInputStream(packed, BUFFER);
      case ZLIB ->
          new InflaterInputStream(packed, new Inflater(), BUFFER) {
            @Override
            public void close() throws IOException {
              // The stream ends only inflaters that it made itself.
              inf.end();
              super.close();
            }
          };
      case BZIP2 -> new BZip2CompressorInputStream(packed, true);
      case TEXT -> new TextVoxels(packed, layout.type(), layout.order());
      case HEX -> new HexVoxels(packed);
    };
  }
}
