package io.bactrian.step;

/** A step took longer than its time limit. */
public final class StepTimeoutException extends RuntimeException {
  StepTimeoutException(String step, long millis, Throwable cause) {
    super("The step " + step + " took longer than its time limit of " + millis + " ms", cause);
  }
}
