package io.bactrian.workflow.run;

import java.util.Locale;

/** Whether a run goes on, and how it ended if not. */
public enum RunState {
  RUNNING,
  DONE,
  /** Done, but some subjects failed. */
  SUBJECTS_FAILED,
  FAILED,
  /** Killed, or the machine went down: it did not come to write its end. */
  INTERRUPTED;

  /** How a run ended that says so itself. */
  public static RunState ended(RunInfo info) {
    if (info.exit() == null || info.exit() == RunInfo.STOPPED) {
      return INTERRUPTED;
    }
    return switch (info.exit()) {
      case 0 -> DONE;
      case 3 -> SUBJECTS_FAILED;
      default -> FAILED;
    };
  }

  /** In words, such as {@code subjects failed}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
