package io.bactrian.learning;

import io.bactrian.safety.UserMistakeException;

/** A model folder or its weights that do not fit: other channels, other layers, a broken file. */
public final class ModelException extends UserMistakeException {
  public ModelException(String what, String where, String expected, String mend) {
    this(what, where, expected, mend, null);
  }

  public ModelException(String what, String where, String expected, String mend, Throwable cause) {
    super(what, where, expected, mend, cause);
  }
}
