package io.bactrian.imaging;

import io.bactrian.safety.UserMistakeException;

/**
 * An image whose geometry or voxels cannot be used as asked: NaN, constant, labels out of range,
 * channels that do not match.
 */
public final class ImageContentException extends UserMistakeException {
  public ImageContentException(String what, String where, String expected, String mend) {
    this(what, where, expected, mend, null);
  }

  public ImageContentException(
      String what, String where, String expected, String mend, Throwable cause) {
    super(what, where, expected, mend, cause);
  }
}
