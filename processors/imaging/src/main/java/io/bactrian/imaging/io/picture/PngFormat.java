package io.bactrian.imaging.io.picture;

import io.bactrian.imaging.io.Damage;
import io.bactrian.imaging.io.ImageStart;
import io.bactrian.imaging.io.VoxelSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** PNG of up to 16 bits: gray or colours, with alpha or without. */
public final class PngFormat extends PictureFormat {
  static final byte[] MAGIC = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int IHDR = 0x49484452;
  private static final int GRAY = 0;

  /** Deflate makes data at most 1032 times smaller, and a byte holds up to 8 pixels. */
  public PngFormat() {
    super("png", 8 * 1032);
  }

  @Override
  public String name() {
    return "PNG";
  }

  @Override
  public boolean matches(ImageStart start) {
    return !start.packed()
        && start.bytes().length >= MAGIC.length
        && Arrays.equals(start.bytes(), 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** The first chunk must be IHDR: width, height, bits, colour type. */
  @Override
  void check(Path path) throws IOException {
    byte[] start = ImageStart.of(path).bytes();
    if (start.length < 29 || ByteBuffer.wrap(start).getInt(12) != IHDR) {
      throw Damage.pixels(path, name(), "it has no header", null);
    }
    ByteBuffer header = ByteBuffer.wrap(start);
    int samples = Math.max(1, start[25] == 6 ? 4 : start[25] == 2 ? 3 : start[25] == 4 ? 2 : 1);
    long pixels = Math.max(0L, header.getInt(16)) * Math.max(0L, header.getInt(20));
    if (pixels * start[24] * samples / 8 / 1032 > java.nio.file.Files.size(path)) {
      String size = header.getInt(16) + " x " + header.getInt(20);
      throw Damage.pixels(
          path, name(), "a picture of " + size + " cannot be in so small a file", null);
    }
  }

  /** Java reads grays of few bits as a palette; their numbers are what counts. */
  @Override
  boolean looksUpPalette(Path path) throws IOException {
    return ImageStart.of(path).bytes()[25] != GRAY;
  }

  @Override
  public List<String> endings() {
    return List.of(".png");
  }

  @Override
  public void write(Path file, VoxelSource voxels) {
    PngWriter.write(file, voxels);
  }
}
