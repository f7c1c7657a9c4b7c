package io.bactrian.learning.losses;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** How the loss of a step follows from all that a network gives out in training. */
@FunctionalInterface
public interface Composition {
  /** The configured loss of the first output. */
  Composition FIRST = (loss, outputs, images, labels) -> loss.evaluate(outputs.get(0), labels);

  /**
   * @param loss the configured one
   * @param outputs of the network, float32; the first are the logits
   * @param images N, channels, spatial
   * @param labels as {@link Loss#evaluate} takes them
   * @return a scalar from which gradients flow to the outputs, in their manager
   */
  NDArray evaluate(Loss loss, List<NDArray> outputs, NDArray images, NDArray labels);
}
