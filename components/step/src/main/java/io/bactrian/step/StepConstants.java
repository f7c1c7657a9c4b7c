package io.bactrian.step;

/** Names that steps and routes share. */
public final class StepConstants {
  /** Header: the step at which the message failed, such as {@code harmonize:resample}. */
  public static final String FAILED_STEP = "BactrianFailedStep";

  /** Header: how often the step has been tried with this message, from 1. */
  public static final String ATTEMPT = "BactrianAttempt";

  /** Header: whether the failed step may be tried again, for {@code retryWhile} in routes. */
  public static final String RETRY = "BactrianRetry";

  /** Exchange property: how often the step has failed for want of memory. */
  public static final String MEMORY_FAILURES = "BactrianMemoryFailures";

  /** Micrometer timer of every step, tagged with step and outcome (done or failed). */
  public static final String TIMER = "bactrian.step";

  /** Micrometer counter of subjects that could not be processed. */
  public static final String FAILED_SUBJECTS = "bactrian.subjects.failed";

  private StepConstants() {}
}
