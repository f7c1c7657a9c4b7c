package io.bactrian.learning.losses;

/**
 * The squared difference of output and target, {@code mse}, averaged over voxels (or summed), for
 * each class, then weighted over classes.
 */
final class SquaredError extends OutputLoss {
  /**
   * @param weights of the classes in the sum
   * @param finalLayer none, softmax or sigmoid
   */
  SquaredError(float[] weights, String finalLayer, boolean average) {
    super(finalLayer, "squared_error", weights, average ? 1 : 0);
  }
}
