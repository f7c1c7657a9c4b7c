package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.network.Linear;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.operators.Operators;

/**
 * One answer an image from the deepest features of an encoder: their mean or maximum over space,
 * dropout, and a linear layer; N, features, spatial to N, classes. GaNDLF puts the same head on the
 * encoder of its imagenet_unet for regression and classification, and its parameters are named
 * likewise.
 */
final class PooledHead {
  private final Linear linear;
  private final boolean largest;
  private final float dropout;

  PooledHead(Blueprint blueprint, ParameterList parameters, int features) {
    linear = new Linear(parameters.part("classification_head.3"), features, blueprint.classes());
    largest = blueprint.options().text("pooling", "avg").equals("max");
    dropout = blueprint.dropout();
  }

  /** Closes the features. */
  NDArray forward(NDArray features, boolean training) {
    try (features;
        NDArray pooled = drop(pool(features), training)) {
      return linear.forward(pooled);
    }
  }

  private NDArray pool(NDArray features) {
    return largest ? Operators.largestOfSpace(features) : Operators.meanOfSpace(features);
  }

  private NDArray drop(NDArray pooled, boolean training) {
    if (!training || dropout == 0) {
      return pooled;
    }
    try (pooled;
        NDArray probability = pooled.getManager().create(dropout)) {
      return Operators.dropout(pooled, probability);
    }
  }
}
