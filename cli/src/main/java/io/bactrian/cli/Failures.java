package io.bactrian.cli;

import io.bactrian.safety.FullDiskException;
import io.bactrian.safety.MissingFileException;
import io.bactrian.safety.UserMistakeException;
import io.bactrian.step.NotEnoughMemoryException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.Set;

/** What is said about an exception, and with which exit code the program ends. */
final class Failures {
  /** As Linux words them. */
  private static final Set<String> REASONS =
      Set.of(
          "Read-only file system",
          "Not a directory",
          "Is a directory",
          "File name too long",
          "Operation not permitted");

  private Failures() {}

  /** The mistake of the user that is at the bottom of an exception, or null. */
  static UserMistakeException mistake(Throwable exception) {
    for (Throwable at = exception; at != null; at = at.getCause()) {
      if (at instanceof UserMistakeException mistake) {
        return mistake;
      }
      if (at instanceof FileAlreadyExistsException taken && taken.getFile() != null) {
        return new MissingFileException(
            "There is a file where a folder is to be",
            taken.getFile(),
            "a folder, or nothing yet",
            "name another folder, or move the file away",
            exception);
      }
      if (at instanceof FileSystemException refused && isForTheUser(refused)) {
        return new MissingFileException(
            "The system does not allow it: " + reason(refused),
            refused.getFile(),
            "files and folders that may be read and written",
            "name another folder, or have the rights of this one changed",
            exception);
      }
    }
    UserMistakeException full = FullDiskException.of(exception);
    return full == null ? NotEnoughMemoryException.of(exception) : full;
  }

  private static boolean isForTheUser(FileSystemException refused) {
    return refused.getFile() != null
        && (refused instanceof AccessDeniedException || REASONS.contains(reason(refused)));
  }

  private static String reason(FileSystemException refused) {
    return refused.getReason() == null ? "permission denied" : refused.getReason();
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
