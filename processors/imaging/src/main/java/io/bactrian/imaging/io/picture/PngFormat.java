package io.bactrian.imaging.io.picture;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageFormat;
import io.bactrian.imaging.io.ImageStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** PNG. */
public final class PngFormat implements ImageFormat {
  @Override
  public String name() {
    return "PNG";
  }

  @Override
  public boolean matches(ImageStart start) {
    return !start.packed() && PngReader.isPng(start.bytes());
  }

  @Override
  public List<Image> readChannels(Path path) throws IOException {
    return List.of(PngReader.read(path));
  }

  @Override
  public Geometry readGeometry(Path path) throws IOException {
    return PngReader.geometry(path);
  }
}
