package io.bactrian.workflow;

import io.bactrian.safety.UserMistakeException;
import java.nio.file.Path;

/** A run that goes on cannot be removed. */
public final class ActiveRunException extends UserMistakeException {
  ActiveRunException(String run, Path folder) {
    super(
        "The run " + run + " goes on",
        folder.toString(),
        "runs that have ended; 'bactrian runs' shows which",
        "wait until it has ended, or stop it",
        null);
  }
}
