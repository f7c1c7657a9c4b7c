package io.bactrian.component.command;

import io.bactrian.safety.UserMistakeException;

/** A command that is spelled wrong, cannot be started, failed, or did not do what it declares. */
public final class CommandException extends UserMistakeException {
  CommandException(String what, String where, String expected, String mend) {
    this(what, where, expected, mend, null);
  }

  CommandException(String what, String where, String expected, String mend, Throwable cause) {
    super(what, where, expected, mend, cause);
  }
}
