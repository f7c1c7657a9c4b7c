package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.losses.Composition;
import java.util.List;

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

  /**
   * One pass in training, with all that the loss is composed of.
   *
   * @return first what {@link #logits} gives, then what {@link #composition} expects
   */
  default List<NDArray> outputs(NDArray image) {
    return List.of(logits(image, true));
  }

  /** How the loss follows from {@link #outputs}. */
  default Composition composition() {
    return Composition.FIRST;
  }

  /** Whether a file may have this array too because it is another name of one of the network's. */
  default boolean repeats(String name) {
    return false;
  }
}
