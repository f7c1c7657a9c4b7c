package io.bactrian.learning.losses;

/**
 * The absolute difference of output and target, {@code l1}, averaged over voxels (or summed), for
 * each class, then weighted over classes.
 */
final class AbsoluteError extends OutputLoss {
  /**
   * @param weights of the classes in the sum
   * @param finalLayer none, softmax or sigmoid
   */
  AbsoluteError(float[] weights, String finalLayer, boolean average) {
    super(finalLayer, "absolute_error", weights, average ? 1 : 0);
  }
}
