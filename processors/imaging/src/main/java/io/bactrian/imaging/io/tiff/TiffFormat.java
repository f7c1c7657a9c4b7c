package io.bactrian.imaging.io.tiff;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageFormat;
import io.bactrian.imaging.io.ImageStart;
import io.bactrian.imaging.io.VoxelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * TIFF and BigTIFF: pages of one size are the slices of a volume, samples of a pixel its channels.
 */
public final class TiffFormat implements ImageFormat {
  static final String NAME = "TIFF";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean matches(ImageStart start) {
    return !start.packed()
        && (start.has(0, "II*\0")
            || start.has(0, "MM\0*")
            || start.has(0, "II+\0\b\0")
            || start.has(0, "MM\0+\0\b"));
  }

  @Override
  public List<Image> readChannels(Path path) throws IOException {
    try (TiffInput input = new TiffInput(path)) {
      return new TiffStack(input).read();
    }
  }

  @Override
  public Geometry readGeometry(Path path) throws IOException {
    try (TiffInput input = new TiffInput(path)) {
      return new TiffStack(input).geometry();
    }
  }

  @Override
  public List<String> endings() {
    return List.of(".tif", ".tiff");
  }

  @Override
  public void write(Path file, VoxelSource voxels) {
    TiffWriter.write(file, voxels);
  }
}
