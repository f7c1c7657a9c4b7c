package io.bactrian.dsl;

import io.bactrian.safety.UserMistakeException;

/** A pipeline in Java that cannot become routes. */
public final class PipelineException extends UserMistakeException {
  public PipelineException(String what, String where, String expected, String mend) {
    super(what, where, expected, mend, null);
  }
}
