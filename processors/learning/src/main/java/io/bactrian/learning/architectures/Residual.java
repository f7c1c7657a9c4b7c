package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.operators.Operators;

/**
 * Both ways of a residual layer added and activated (He et al. 2015).
 *
 * @param shortcut empty when the image itself is added
 */
record Residual(Chain main, Chain shortcut) implements Part {
  @Override
  public NDArray forward(NDArray image, boolean training) {
    NDArray identity = shortcut.forward(image, training);
    try (NDArray result = main.forward(image, training);
        NDArray sum = Operators.addTo(result, identity)) {
      return Operators.relu(sum);
    } finally {
      if (identity != image) {
        identity.close();
      }
    }
  }
}
