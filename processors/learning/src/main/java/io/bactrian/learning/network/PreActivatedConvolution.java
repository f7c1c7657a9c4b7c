package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;

/**
 * Normalization, activation, convolution, in this order (He et al. 2016, "Identity mappings").
 *
 * @param normalization of the input channels
 * @param convolution of the activated image
 */
public record PreActivatedConvolution(Normalization normalization, Convolution convolution) {
  /** N, in, spatial to N, out, spatial / stride; the image stays open. */
  public NDArray forward(NDArray image, boolean training) {
    try (NDArray activated = normalization.forward(image, training)) {
      return convolution.forward(activated);
    }
  }
}
