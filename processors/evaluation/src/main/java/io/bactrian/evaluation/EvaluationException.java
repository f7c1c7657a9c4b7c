package io.bactrian.evaluation;

import io.bactrian.safety.UserMistakeException;

/** Targets, predictions or options that cannot be compared or fused as asked. */
public final class EvaluationException extends UserMistakeException {
  public EvaluationException(String what, String where, String expected, String mend) {
    super(what, where, expected, mend, null);
  }
}
