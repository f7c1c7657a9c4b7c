package io.bactrian.learning.losses;

/**
 * The weighted sum over classes of {@code 1 - MCC}, {@code mcc}, or of {@code -log(MCC)}, {@code
 * mcc_log}, with Matthews' correlation coefficient of the probabilities over the whole batch
 * (Abhishek and Hamarneh 2021, arXiv:2010.13454).
 *
 * <p>Where the coefficient is below 0.01, GaNDLF's logarithm is steep or has no value; here it goes
 * on along its tangent.
 */
final class Matthews extends OutputLoss {
  /**
   * @param weights of the classes in the sum
   * @param finalLayer softmax or sigmoid
   */
  Matthews(float[] weights, String finalLayer, boolean logarithm) {
    super(finalLayer, logarithm ? "matthews_log" : "matthews", weights);
  }
}
