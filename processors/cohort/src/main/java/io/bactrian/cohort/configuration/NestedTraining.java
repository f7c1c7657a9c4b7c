package io.bactrian.cohort.configuration;

/**
 * How a cohort is divided: {@code nested_training}. GaNDLF writes "only the first fold" as a
 * negative number of folds.
 *
 * @param testing number of testing folds; 1 keeps nothing for testing
 * @param validation number of validation folds of what remains
 * @param singleTesting whether only the first testing fold is run
 * @param singleValidation whether only the first validation fold is run
 */
public record NestedTraining(
    int testing, int validation, boolean singleTesting, boolean singleValidation) {

  /** Reads GaNDLF's numbers: the sign says whether a single fold is run. */
  public static NestedTraining of(int testing, int validation) {
    return new NestedTraining(Math.abs(testing), Math.abs(validation), testing < 0, validation < 0);
  }
}
