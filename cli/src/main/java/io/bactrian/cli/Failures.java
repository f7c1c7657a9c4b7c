package io.bactrian.cli;

import io.bactrian.safety.UserMistakeException;
import java.io.PrintWriter;

/** What is said about an exception, and with which exit code the program ends. */
final class Failures {
  private Failures() {}

  /** The mistake of the user that is at the bottom of an exception, or null. */
  static UserMistakeException mistake(Throwable exception) {
    for (Throwable at = exception; at != null; at = at.getCause()) {
      if (at instanceof UserMistakeException mistake) {
        return mistake;
      }
    }
    return null;
  }

  /** Prints the message alone when the user can mend it; returns the exit code. */
  static int print(Throwable exception, PrintWriter out, boolean stacktrace) {
    UserMistakeException mistake = mistake(exception);
    if (mistake != null) {
      out.println(mistake.getMessage());
    } else {
      Throwable root = exception;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      boolean stopped = root instanceof InterruptedException;
      // A run that is stopped says so itself when it has written its end.
      if (!stopped) {
        out.println("Failed: " + root);
      }
      if (!stopped && !stacktrace) {
        out.println("  --stacktrace prints where in the program");
      }
    }
    if (stacktrace) {
      exception.printStackTrace(out);
    }
    out.flush();
    return mistake != null ? Bactrian.MISTAKE : Bactrian.FAILED;
  }
}
