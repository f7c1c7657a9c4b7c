package io.bactrian.learning.losses;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Several losses of the same logits, each times its weight. */
final class LossSum implements Loss {
  private final List<Loss> losses;
  private final double[] weights;
  private final double multiplier;

  /**
   * @param weights of the losses
   * @param multiplier of the logits before all losses, as before a sigmoid; 1 leaves them
   */
  LossSum(List<Loss> losses, double[] weights, double multiplier) {
    this.losses = List.copyOf(losses);
    this.weights = weights.clone();
    this.multiplier = multiplier;
  }

  @Override
  public NDArray evaluate(NDArray logits, NDArray labels) {
    NDArray scaled = multiplier == 1 ? logits : logits.mul((float) multiplier);
    NDArray sum = null;
    for (int i = 0; i < weights.length; i++) {
      NDArray value = losses.get(i).evaluate(scaled, labels);
      NDArray weighted = weights[i] == 1 ? value : value.mul((float) weights[i]);
      sum = sum == null ? weighted : sum.add(weighted);
    }
    return sum;
  }

  @Override
  public void close() {
    losses.forEach(Loss::close);
  }
}
