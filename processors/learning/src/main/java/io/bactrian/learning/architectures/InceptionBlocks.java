package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Convolution;
import io.bactrian.learning.network.Kernel;
import io.bactrian.learning.network.Normalization;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.TransposedConvolution;
import io.bactrian.learning.operators.Operators;

/**
 * The blocks of the Inception U-Net, each made with its parameters in GaNDLF's order and names. A
 * normalization or convolution that GaNDLF calls twice is called twice here too.
 */
final class InceptionBlocks {
  private final int dimension;
  private final Statistics statistics;

  InceptionBlocks(int dimension, Statistics statistics) {
    this.dimension = dimension;
    this.statistics = statistics;
  }

  /** A step from one image to the next; the image stays open. */
  @FunctionalInterface
  interface Step {
    NDArray forward(NDArray image, boolean training);
  }

  /** N, in, spatial to N, out, spatial / stride, by a voxelwise convolution. */
  Step mix(ParameterList part, String name, int in, int out, int stride) {
    Normalization norm = normalization(part, "inst_norm", out, Activation.LEAKY_RELU);
    Convolution convolution = new Convolution(part.part(name), dimension, in, out, 1, stride);
    return (image, training) -> {
      try (NDArray mixed = convolution.forward(image)) {
        return norm.forward(mixed, training);
      }
    };
  }

  /** N, in, spatial to N, out, twice the spatial sizes, with nothing but bias between. */
  Step up(ParameterList part, int in, int out) {
    Normalization norm = normalization(part, "inst_norm", out, Activation.LEAKY_RELU);
    Kernel kernel = Kernel.cube(dimension, 1, 2, 1);
    TransposedConvolution up = new TransposedConvolution(part.part("up"), in, out, kernel, true);
    return (image, training) -> {
      try (NDArray wide = up.forward(image)) {
        return norm.forward(wide, training);
      }
    };
  }

  /** The same convolution and normalization twice, and the image added; the same shape. */
  Step residual(ParameterList part, int channels) {
    Normalization norm = normalization(part, "inst_norm", channels, Activation.NONE);
    Convolution convolution = convolution(part, "conv", channels, channels, 3);
    return (image, training) -> {
      try (NDArray first =
              Activation.LEAKY_RELU.consume(apply(convolution, norm, image, training));
          NDArray second = apply(convolution, norm, first, training);
          NDArray sum = Operators.addTo(second, image)) {
        return Operators.activation(sum);
      }
    };
  }

  /**
   * A quarter of the channels mixed, and seen through one, two and three convolutions of 3 voxels;
   * all joined, mixed, and the image added; the same shape.
   */
  Step inception(ParameterList part, int channels) {
    int quarter = channels / 4;
    Normalization norm = normalization(part, "inst_norm", quarter, Activation.LEAKY_RELU);
    Normalization last = normalization(part, "inst_norm_final", channels, Activation.NONE);
    Convolution narrow = convolution(part, "conv_1x1", channels, quarter, 1);
    Convolution wide = convolution(part, "conv_3x3", quarter, quarter, 3);
    Convolution mix = convolution(part, "conv_1x1_final", channels, channels, 1);
    return (image, training) -> {
      try (NDArray joined = views(image, narrow, wide, norm, training);
          NDArray mixed = apply(mix, last, joined, training);
          NDArray sum = Operators.addTo(mixed, image)) {
        return Operators.activation(sum);
      }
    };
  }

  private static NDArray views(
      NDArray image, Convolution narrow, Convolution wide, Normalization norm, boolean training) {
    try (NDArray first = apply(narrow, norm, image, training);
        NDArray second = apply(wide, norm, first, training);
        NDArray third = apply(wide, norm, second, training);
        NDArray fourth = apply(wide, norm, third, training)) {
      return Operators.concatenation(first, second, third, fourth);
    }
  }

  /** The image stays open. */
  private static NDArray apply(
      Convolution convolution, Normalization norm, NDArray image, boolean training) {
    try (NDArray convolved = convolution.forward(image)) {
      return norm.forward(convolved, training);
    }
  }

  private Convolution convolution(ParameterList part, String name, int in, int out, int kernel) {
    return new Convolution(part.part(name), dimension, in, out, kernel, 1);
  }

  private Normalization normalization(
      ParameterList part, String name, int channels, Activation activation) {
    return new Normalization(part.part(name), statistics, channels, activation);
  }
}
