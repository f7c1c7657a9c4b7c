package io.bactrian.cli;

import io.bactrian.safety.UserMistakeException;

/** A route that cannot be found, read or started. */
public final class RouteException extends UserMistakeException {
  public RouteException(String what, String where, String expected, String mend, Throwable cause) {
    super(what, where, expected, mend, cause);
  }
}
