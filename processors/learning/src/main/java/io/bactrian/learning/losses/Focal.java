package io.bactrian.learning.losses;

/**
 * Focal loss, {@code focal} (Lin et al. 2017, arXiv:1708.02002): cross-entropy times {@code (1 -
 * p)^gamma} with p the probability of the right class, averaged over voxels by the weights of their
 * classes. With a sigmoid: of each class against the rest, averaged over voxels, weighted over
 * classes.
 *
 * <p>GaNDLF's takes its softmax along the first axis in space instead of the classes; this is the
 * paper's.
 */
final class Focal extends OutputLoss {
  /**
   * @param weights of the classes, with a sum of one
   * @param gamma 0 for cross-entropy
   * @param average over voxels, or their sum (times the number of classes, for weights of 1 each)
   */
  Focal(float[] weights, boolean sigmoid, double gamma, boolean average) {
    super("none", sigmoid ? "sigmoid_focal" : "softmax_focal", weights, gamma, average ? 1 : 0);
  }
}
