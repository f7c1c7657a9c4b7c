package io.bactrian.learning.training;

import io.bactrian.safety.UserMistakeException;

/** A training that cannot go on as configured. */
public final class TrainingException extends UserMistakeException {
  public TrainingException(String what, String where, String expected, String mend) {
    super(what, where, expected, mend, null);
  }
}
