package io.bactrian.learning.losses;

/**
 * The Kullback-Leibler divergence from the standard Gaussian, {@code kld}: {@code -1/2 sum(1 + v -
 * m^2 - e^v)} over the last axis, averaged over the others, with the output as mean m and the
 * target as logarithm of the variance v. It belongs to latent vectors such as those of SDNet; as
 * the loss of a segmentation it does what GaNDLF does, which is of little use.
 */
final class GaussianDivergence extends OutputLoss {
  /**
   * @param finalLayer none, softmax or sigmoid
   */
  GaussianDivergence(String finalLayer) {
    super(finalLayer, "gaussian_divergence", new float[0]);
  }
}
