package io.bactrian.imaging.io.picture;

import io.bactrian.imaging.io.ImageStart;
import java.nio.file.Path;

/** JPEG, baseline and progressive: gray or colours. */
public final class JpegFormat extends PictureFormat {
  /** A block of 8 x 8 pixels takes at least a bit, so that a byte holds at most 512 pixels. */
  public JpegFormat() {
    super("jpeg", 1024);
  }

  @Override
  public String name() {
    return "JPEG";
  }

  @Override
  public boolean matches(ImageStart start) {
    byte[] bytes = start.bytes();
    return !start.packed()
        && bytes.length > 2
        && (bytes[0] & 0xff) == 0xff
        && (bytes[1] & 0xff) == 0xd8
        && (bytes[2] & 0xff) == 0xff;
  }

  @Override
  void check(Path path) {
    // Its sizes stand in the first frame, which the decoder finds; they are looked at there.
  }
}
