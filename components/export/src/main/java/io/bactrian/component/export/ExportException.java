package io.bactrian.component.export;

import io.bactrian.safety.UserMistakeException;

/** Something in the user's own folder that would be lost. */
public final class ExportException extends UserMistakeException {
  private ExportException(String what, String where, String expected, String mend) {
    super(what, where, expected, mend, null);
  }

  /** A file that is there already, with other content. */
  static ExportException exists(String what, Object file) {
    return new ExportException(
        what,
        file.toString(),
        "a place where nothing would be overwritten",
        "Name another place, remove the old files, or overwrite them: --force (in a route:"
            + " force=true)");
  }
}
