package io.bactrian.learning.architectures;

import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Convolution;
import io.bactrian.learning.network.FlatConvolution;
import io.bactrian.learning.network.Kernel;
import io.bactrian.learning.network.Linear;
import io.bactrian.learning.network.Normalization;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.operators.ImageOperators;

/**
 * The layers of networks that answer once an image, as GaNDLF configures them: convolutions start
 * as He et al. (2015) say, and instance norm has no parameters.
 *
 * @param dimension of the images, 2 or 3
 * @param kernels whether the convolutions of volumes are those of pictures
 */
record ImageBlocks(int dimension, Statistics statistics, Kernels kernels) {
  /** What convolves volumes: the three {@code converter_type}s of GaNDLF's imagenet_unet. */
  enum Kernels {
    /** Cubes. */
    CONV3D,
    /** Flat ones, a third of the filters across each axis. */
    ACS,
    /** Flat ones across all axes, with shares that are learned. */
    SOFT
  }

  ImageBlocks(int dimension, Statistics statistics) {
    this(dimension, statistics, Kernels.CONV3D);
  }

  /** Where a network needs a normalization, batch norm takes the place of none. */
  static ImageBlocks normalized(Blueprint blueprint) {
    Statistics statistics = blueprint.statistics();
    return new ImageBlocks(
        blueprint.dimension(), statistics == Statistics.NONE ? Statistics.BATCH : statistics);
  }

  /** Without bias, padded by half the kernel. */
  Part convolution(ParameterList parameters, int in, int out, int kernel, int stride) {
    return convolution(parameters, in, out, kernel, stride, false);
  }

  /** As {@link #convolution(ParameterList, int, int, int, int)} with bias and stride 1. */
  Part biased(ParameterList parameters, int in, int out, int kernel) {
    return convolution(parameters, in, out, kernel, 1, true);
  }

  private Part convolution(
      ParameterList parameters, int in, int out, int kernel, int stride, boolean biased) {
    if (dimension == 3 && kernels != Kernels.CONV3D) {
      boolean soft = kernels == Kernels.SOFT;
      return of(new FlatConvolution(parameters, in, out, kernel, stride, biased, soft));
    }
    Kernel cube = Kernel.cube(dimension, kernel, stride, 1);
    return convolution(parameters, in, out, cube, biased);
  }

  private static Part of(FlatConvolution convolution) {
    return (image, training) -> convolution.forward(image);
  }

  Part convolution(ParameterList parameters, int in, int out, Kernel kernel, boolean biased) {
    Convolution convolution = Convolution.he(parameters, in, out, kernel, biased);
    return (image, training) -> convolution.forward(image);
  }

  /** The parameters are those of batch norm; there are none without it. */
  Part normalization(ParameterList parameters, int channels, Activation activation) {
    if (statistics == Statistics.INSTANCE || statistics == Statistics.TRACKED_INSTANCE) {
      return (image, training) -> activation.consume(ImageOperators.plainInstanceNorm(image));
    }
    return new Normalization(parameters, statistics, channels, activation)::forward;
  }

  static Part linear(ParameterList parameters, int in, int out) {
    Linear linear = new Linear(parameters, in, out);
    return (vectors, training) -> linear.forward(vectors);
  }
}
