package io.bactrian.learning.losses;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.bactrian.learning.operators.TrainingOperators;

/**
 * Cross-entropy, {@code ce}: the mean over voxels of minus the logarithm of the probability of the
 * right class, where classes weigh differently divided by the weights met. With a sigmoid: binary
 * cross-entropy of each class against the rest, averaged over voxels, weighted over classes.
 */
public final class CrossEntropy implements Loss {
  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final String method;
  private final NDArray weights;

  /**
   * @param weights of the classes, with a sum of one
   * @param sigmoid whether each class has a probability of its own, instead of a softmax
   */
  public CrossEntropy(float[] weights, boolean sigmoid) {
    this.method = sigmoid ? "sigmoid_cross_entropy" : "softmax_cross_entropy";
    this.weights = manager.create(weights);
  }

  @Override
  public NDArray evaluate(NDArray logits, NDArray labels) {
    return TrainingOperators.loss(method, logits, labels, weights);
  }

  @Override
  public void close() {
    manager.close();
  }
}
