package io.bactrian.imaging.io.picture;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures: one slice, x to the right of the picture, y down, spacing 1 mm, origin 0, axes along L,
 * P, S. The components of a colour are the channels: red, green, blue and, where there is one,
 * alpha. Colours of a palette are looked up; a palette of grays gives one channel.
 */
abstract class PictureFormat implements ImageFormat {
  private final PictureReader reader;

  /**
   * @param javaName of the reader of javax.imageio
   * @param mostRatio how many times the file's bytes its pixels may have
   */
  PictureFormat(String javaName, int mostRatio) {
    this.reader = new PictureReader(name(), javaName, mostRatio);
  }

  /** Looks at the header for what the decoder would believe; throws ImageFormatException. */
  abstract void check(Path path) throws IOException;

  /** Whether samples are indices into a palette of colours. */
  boolean looksUpPalette(Path path) throws IOException {
    return true;
  }

  @Override
  public List<Image> readChannels(Path path) throws IOException {
    check(path);
    return reader.read(path, looksUpPalette(path));
  }

  @Override
  public Geometry readGeometry(Path path) throws IOException {
    check(path);
    return reader.geometry(path);
  }
}
