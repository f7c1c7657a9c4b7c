package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.operators.Operators;

/** What follows a normalization. */
public enum Activation {
  /** Leaky ReLU with the slope 0.01. */
  LEAKY_RELU,
  /** Leaky ReLU with the slope 0.2. */
  STEEP_LEAKY_RELU,
  RELU,
  /** Nothing. */
  NONE;

  /** Closes the image unless it is the result. */
  public NDArray consume(NDArray image) {
    if (this == NONE) {
      return image;
    }
    try (image) {
      return apply(image);
    }
  }

  /** The image stays open. */
  NDArray apply(NDArray image) {
    return switch (this) {
      case LEAKY_RELU -> Operators.activation(image);
      case STEEP_LEAKY_RELU -> Operators.steepActivation(image);
      case RELU -> Operators.relu(image);
      case NONE -> image.duplicate();
    };
  }
}
