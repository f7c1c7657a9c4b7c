package io.bactrian.safety;

import java.util.Locale;

/** There is no room left to write: no subject's fault, so that it ends a run. */
public final class FullDiskException extends UserMistakeException {
  private FullDiskException(String where, Throwable cause) {
    super(
        "There is no space left to write",
        where,
        "room for the work folder and the results",
        "free or add space and run the same command again; what is done is kept",
        null);
    // Not as the cause: Camel would choose what to do by the innermost exception.
    addSuppressed(cause);
  }

  /**
   * The exception as a full disk, when that is what caused it.
   *
   * @return null when something else caused it
   */
  public static FullDiskException of(Throwable exception) {
    for (Throwable at = exception; at != null; at = at.getCause()) {
      // Java has no type for it: the message is that of the operating system, and the outermost
      // exception that repeats it names the file.
      String message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("no space left") || message.contains("quota exceeded")) {
        return new FullDiskException(at.getMessage(), exception);
      }
    }
    return null;
  }
}
