package io.bactrian.safety;

/** A file or folder that was named does not exist or cannot be read. */
public final class MissingFileException extends UserMistakeException {
  public MissingFileException(String what, String where, String expected, String mend) {
    this(what, where, expected, mend, null);
  }

  public MissingFileException(
      String what, String where, String expected, String mend, Throwable cause) {
    super(what, where, expected, mend, cause);
  }
}
