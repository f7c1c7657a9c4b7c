package io.bactrian.learning.losses;

/**
 * The weighted sum over classes of the binary cross-entropy of each class's probability, averaged
 * over voxels: GaNDLF's {@code ce} with weights of a sum of one. Logarithms end at -100.
 */
final class BinaryCrossEntropy extends OutputLoss {
  /**
   * @param weights of the classes in the sum
   * @param finalLayer softmax or sigmoid
   */
  BinaryCrossEntropy(float[] weights, String finalLayer) {
    super(finalLayer, "probability_cross_entropy", weights);
  }
}
