package io.bactrian.cohort;

import io.bactrian.safety.UserMistakeException;

/** A table of subjects that cannot be used: a column, row, subject or fold. */
public final class CohortException extends UserMistakeException {
  public CohortException(String what, String where, String expected, String mend) {
    this(what, where, expected, mend, null);
  }

  public CohortException(String what, String where, String expected, String mend, Throwable cause) {
    super(what, where, expected, mend, cause);
  }
}
