package io.bactrian.component.command;

import java.io.IOException;

/**
 * A command that failed for a reason that may pass, so that it is tried again: it said so itself,
 * or there was not enough memory.
 */
final class CommandFailure extends IOException {
  private static final long serialVersionUID = 1;

  CommandFailure(String message) {
    super(message);
  }
}
