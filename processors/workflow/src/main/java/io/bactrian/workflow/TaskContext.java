package io.bactrian.workflow;

import java.io.Closeable;
import java.io.IOException;

/**
 * Who asks for a task, for the report of it; changes neither its key nor its result.
 *
 * @param step name of the step in the route, such as {@code harmonize:resample}
 * @param subject id of the subject or name of the fold, or null; only a token that stands for it is
 *     written anywhere
 * @param attempt from 1
 * @param wholeProcess whether the task uses many threads, so that its processor time is that of the
 *     process
 * @param gate is passed before work begins: where a task waits for its resources
 */
public record TaskContext(
    String step, String subject, int attempt, boolean wholeProcess, Gate gate) {
  /** Lets a task begin when it may. */
  @FunctionalInterface
  public interface Gate {
    /** Waits; what it gives is closed when the task has ended. */
    Closeable enter() throws IOException;
  }

  public TaskContext(String step, String subject) {
    this(step, subject, 1, false, () -> () -> {});
  }
}
