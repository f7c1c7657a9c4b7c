package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.network.Convolution;
import io.bactrian.learning.network.Normalization;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.PreActivatedConvolution;
import io.bactrian.learning.operators.Operators;

/**
 * The blocks of a U-Net, each made with its parameters in GaNDLF's order and names. Convolutions
 * have 3 voxels an axis if nothing else is said.
 */
final class UNetBlocks {
  private final UNetSettings settings;

  UNetBlocks(UNetSettings settings) {
    this.settings = settings;
  }

  /** N, channels, spatial to N, filters, spatial. */
  record Initial(Convolution first, ConvolutionPair pair) {
    NDArray forward(NDArray image, boolean training) {
      return pair.forward(first.forward(image), training);
    }
  }

  /** N, a, spatial and the encoder's N, b, spatial, joined, to N, out, spatial. */
  record Decoding(PreActivatedConvolution first, ConvolutionPair pair) {
    /** Closes both images. */
    NDArray forward(NDArray upsampled, NDArray encoded, boolean training) {
      NDArray merged;
      try (upsampled;
          encoded;
          NDArray joined = Operators.concatenation(upsampled, encoded)) {
        merged = first.forward(joined, training);
      }
      return pair.forward(merged, training);
    }
  }

  /**
   * N, in, spatial to N, out, twice the spatial sizes. The convolution has a kernel of one voxel
   * and linear weights sum to one, so it may come before the interpolation: the same result for an
   * eighth of the work.
   */
  record Upsampling(Convolution convolution) {
    /** Closes the image. */
    NDArray forward(NDArray image) {
      try (image;
          NDArray mixed = convolution.forward(image)) {
        return Operators.upsampling(mixed);
      }
    }
  }

  Initial initial(ParameterList parameters, int filters) {
    Convolution conv0 = convolution(parameters, "conv0", settings.channels(), filters);
    Convolution conv1 = convolution(parameters, "conv1", filters, filters);
    Convolution conv2 = convolution(parameters, "conv2", filters, filters);
    Normalization in0 = normalization(parameters, "in_0", filters);
    Normalization in1 = normalization(parameters, "in_1", filters);
    return new Initial(conv0, pair(in0, conv1, in1, conv2, settings.dropout()));
  }

  /** N, in, spatial to N, out, half the spatial sizes. */
  PreActivatedConvolution downsampling(ParameterList parameters, int in, int out) {
    Normalization in0 = normalization(parameters, "in_0", in);
    return new PreActivatedConvolution(
        in0, new Convolution(parameters.part("conv0"), settings.dimension(), in, out, 3, 2));
  }

  ConvolutionPair encoding(ParameterList parameters, int filters) {
    Normalization in0 = normalization(parameters, "in_0", filters);
    Normalization in1 = normalization(parameters, "in_1", filters);
    Convolution conv0 = convolution(parameters, "conv0", filters, filters);
    Convolution conv1 = convolution(parameters, "conv1", filters, filters);
    return pair(in0, conv0, in1, conv1, settings.dropout());
  }

  Upsampling upsampling(ParameterList parameters, int in, int out) {
    return new Upsampling(
        new Convolution(parameters.part("conv0"), settings.dimension(), in, out, 1, 1));
  }

  Decoding decoding(ParameterList parameters, int in, int out) {
    Convolution conv0 = convolution(parameters, "conv0", in, out);
    Convolution conv1 = convolution(parameters, "conv1", out, out);
    Convolution conv2 = convolution(parameters, "conv2", out, out);
    Normalization in0 = normalization(parameters, "in_0", in);
    Normalization in1 = normalization(parameters, "in_1", out);
    Normalization in2 = normalization(parameters, "in_2", out);
    return new Decoding(new PreActivatedConvolution(in0, conv0), pair(in1, conv1, in2, conv2, 0));
  }

  PreActivatedConvolution output(ParameterList parameters, int in) {
    Convolution conv0 = convolution(parameters, "conv0", in, settings.classes());
    return new PreActivatedConvolution(normalization(parameters, "in_0", in), conv0);
  }

  private ConvolutionPair pair(
      Normalization firstNorm,
      Convolution first,
      Normalization secondNorm,
      Convolution second,
      float dropout) {
    return new ConvolutionPair(
        new PreActivatedConvolution(firstNorm, first),
        new PreActivatedConvolution(secondNorm, second),
        settings.residual(),
        dropout);
  }

  private Convolution convolution(ParameterList parameters, String name, int in, int out) {
    return new Convolution(parameters.part(name), settings.dimension(), in, out, 3, 1);
  }

  private Normalization normalization(ParameterList parameters, String name, int channels) {
    return new Normalization(parameters.part(name), settings.statistics(), channels);
  }
}
