package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.network.PreActivatedConvolution;
import io.bactrian.learning.operators.Operators;

/**
 * Two pre-activated convolutions; in residual networks their input is added to their output. N, C,
 * spatial to the same shape.
 *
 * @param dropout of whole channels between the two in training; 0 for none
 */
record ConvolutionPair(
    PreActivatedConvolution first,
    PreActivatedConvolution second,
    boolean residual,
    float dropout) {

  /** Closes the image. */
  NDArray forward(NDArray image, boolean training) {
    try (image;
        NDArray between = drop(first.forward(image, training), training)) {
      NDArray result = second.forward(between, training);
      if (!residual) {
        return result;
      }
      try (result) {
        return Operators.addTo(result, image);
      }
    }
  }

  private NDArray drop(NDArray image, boolean training) {
    if (!training || dropout == 0) {
      return image;
    }
    try (image;
        NDArray probability = image.getManager().create(dropout)) {
      return Operators.channelDropout(image, probability);
    }
  }
}
