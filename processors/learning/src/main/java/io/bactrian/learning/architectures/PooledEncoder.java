package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.network.Layers;

/** The encoder of a segmentation network below a head that answers once an image. */
record PooledEncoder(Encoder encoder, PooledHead head) implements Layers {
  /** N, channels, spatial to the deepest features. */
  @FunctionalInterface
  interface Encoder {
    NDArray forward(NDArray image, boolean training);
  }

  @Override
  public NDArray logits(NDArray image, boolean training) {
    return head.forward(encoder.forward(image, training), training);
  }
}
