package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;

/** The layers of a network in their order: what an architecture is. */
@FunctionalInterface
public interface Layers {
  /**
   * One pass in whatever type the image has. Closes what it makes on the way, but not the image.
   *
   * @param image N, channels, spatial
   * @param training whether statistics are taken from this batch
   * @return N, classes, spatial; or N, classes where there is one answer an image
   */
  NDArray logits(NDArray image, boolean training);
}
