package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.network.Layers;
import java.util.ArrayList;
import java.util.List;

/** Parts one after the other; what lies between two of them is closed. */
final class Chain implements Part, Layers {
  private final List<Part> parts = new ArrayList<>();

  Chain add(Part part) {
    parts.add(part);
    return this;
  }

  @Override
  public NDArray forward(NDArray image, boolean training) {
    NDArray current = image;
    for (Part part : parts) {
      NDArray next = part.forward(current, training);
      if (next != current && current != image) {
        current.close();
      }
      current = next;
    }
    return current;
  }

  @Override
  public NDArray logits(NDArray image, boolean training) {
    return forward(image, training);
  }
}
