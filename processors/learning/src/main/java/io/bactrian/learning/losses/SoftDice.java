package io.bactrian.learning.losses;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.bactrian.learning.operators.TrainingOperators;

/**
 * Soft Dice loss, {@code dc}: the weighted sum over classes of {@code 1 - (2 I + s) / (P + T + s)}
 * with I the sum over the whole batch of probability times target, P and T the sums of either
 * (Milletari et al. 2016, doi:10.1109/3DV.2016.79; over the batch as GaNDLF does).
 *
 * <p>The smoothing s (1e-5) makes a class that neither occurs nor is predicted cost nothing;
 * GaNDLF's is so small that float32 loses it.
 */
public final class SoftDice implements Loss {
  static final float SMOOTHING = 1e-5f;

  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final String method;
  private final NDArray weights;
  private final NDArray smoothing;

  /**
   * @param weights of the classes, with a sum of one
   * @param sigmoid whether each class has a probability of its own, instead of a softmax
   */
  public SoftDice(float[] weights, boolean sigmoid) {
    this.method = sigmoid ? "sigmoid_dice" : "softmax_dice";
    this.weights = manager.create(weights);
    this.smoothing = manager.create(SMOOTHING);
  }

  @Override
  public NDArray evaluate(NDArray logits, NDArray labels) {
    return TrainingOperators.loss(method, logits, labels, weights, smoothing);
  }

  @Override
  public void close() {
    manager.close();
  }
}
