package io.bactrian.cohort.configuration;

import io.bactrian.safety.UserMistakeException;

/** A key or value of the configuration that cannot be used. */
public final class ConfigurationException extends UserMistakeException {
  public ConfigurationException(String what, String where, String expected, String mend) {
    this(what, where, expected, mend, null);
  }

  public ConfigurationException(
      String what, String where, String expected, String mend, Throwable cause) {
    super(what, where, expected, mend, cause);
  }
}
