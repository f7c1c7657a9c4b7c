package io.bactrian.step;

import io.bactrian.cohort.SubjectFailure;
import io.bactrian.safety.UserMistakeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.CamelContext;

/** {@code failed.csv}: the subjects that a run has given up, each with the step and the reason. */
public final class FailedSubjects {
  private static final String HEADER = "SubjectID,Step,Reason\n";

  private FailedSubjects() {}

  /** Adds a line to {@code file}, counts it, and tells {@link Progress}. */
  public static void add(CamelContext context, Path file, SubjectFailure failure) {
    append(file, line(failure));
    Shared shared = Shared.of(context);
    shared.meters().counter(StepConstants.FAILED_SUBJECTS, "step", failure.step()).increment();
    shared.progress().failed(failure);
  }

  /**
   * One line: what is wrong, where, what was expected and how to mend it, or else the exception.
   */
  public static String reason(Throwable cause) {
    if (cause == null) {
      return "unknown";
    }
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UserMistakeException mistake) {
        return mistake.inOneLine();
      }
    }
    UserMistakeException shortage = NotEnoughMemoryException.of(cause);
    if (shortage != null) {
      return shortage.inOneLine();
    }
    return cause.toString().replaceAll("\\s*\\R\\s*", " ");
  }

  private static synchronized void append(Path file, String line) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          file,
          Files.exists(file) ? line : HEADER + line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static String line(SubjectFailure failure) {
    return quote(failure.subject())
        + ","
        + quote(failure.step())
        + ","
        + quote(failure.reason())
        + "\n";
  }

  private static String quote(String value) {
    boolean plain = value.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
