package io.bactrian.learning.losses;

import ai.djl.ndarray.NDArray;

/** What training minimizes. */
public interface Loss extends AutoCloseable {
  /**
   * @param logits float32, N, C, spatial (z, y, x or y, x)
   * @param labels whole numbers, N, spatial: indices of classes, below C; where no cross-entropy of
   *     a softmax is computed, also float32 targets in the shape of the logits
   * @return a scalar float32 from which gradients flow to the logits, in their manager
   */
  NDArray evaluate(NDArray logits, NDArray labels);

  @Override
  void close();
}
