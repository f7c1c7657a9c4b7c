package io.bactrian.learning.losses;

/**
 * The weighted sum over classes of {@code 1 - tp / (tp + alpha fp + beta fn)}, {@code tversky},
 * over the whole batch (Salehi et al. 2017, arXiv:1706.05721). With 1/2 for both it is the soft
 * Dice.
 */
final class Tversky extends OutputLoss {
  /**
   * @param weights of the classes in the sum
   * @param finalLayer softmax or sigmoid
   */
  Tversky(float[] weights, String finalLayer, double alpha, double beta) {
    super(finalLayer, "tversky", weights, alpha, beta, SoftDice.SMOOTHING);
  }
}
