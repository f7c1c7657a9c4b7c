package io.bactrian.imaging;

import io.bactrian.safety.UserMistakeException;

/** An image file that is damaged, of an unknown format, or of a kind that cannot be read. */
public final class ImageFormatException extends UserMistakeException {
  public ImageFormatException(String what, String where, String expected, String mend) {
    this(what, where, expected, mend, null);
  }

  public ImageFormatException(
      String what, String where, String expected, String mend, Throwable cause) {
    super(what, where, expected, mend, cause);
  }
}
