package io.bactrian.cohort.configuration;

/**
 * One change of every image before training and inference: an entry of {@code data_preprocessing}.
 *
 * @param name GaNDLF's name in its first spelling, such as {@code normalize_nonZero}
 * @param parameters of this step, such as {@code resolution}, {@code min}, {@code max}, {@code
 *     size}
 */
public record PreprocessingStep(String name, Parameters parameters) {
  public static PreprocessingStep of(String name) {
    return new PreprocessingStep(name, Parameters.NONE);
  }
}
