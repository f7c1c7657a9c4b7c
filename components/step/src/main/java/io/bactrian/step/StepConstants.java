package io.bactrian.step;

/** Names that steps and routes share. */
public final class StepConstants {
  /** Header: the step at which the message failed, such as {@code harmonize:resample}. */
  public static final String FAILED_STEP = "BactrianFailedStep";

  /** Micrometer timer of every step, tagged with step and outcome (done or failed). */
  public static final String TIMER = "bactrian.step";

  /** Micrometer counter of subjects that could not be processed. */
  public static final String FAILED_SUBJECTS = "bactrian.subjects.failed";

  private StepConstants() {}
}
