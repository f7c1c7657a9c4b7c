package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.bactrian.learning.operators.ImageOperators;

/**
 * A convolution of each channel by itself, without bias, padded by half its kernel: N, C, spatial
 * to N, C, spatial / stride. Weights start as those of {@link Convolution#he}.
 */
public final class DepthwiseConvolution {
  private final NamedParameter weight;
  private final int stride;

  /**
   * @param kernel odd size, the same along each axis; its stride is 1 or 2
   */
  public DepthwiseConvolution(ParameterList parameters, int channels, Kernel kernel) {
    Shape shape = kernel.weightShape(channels, 1);
    NamedParameter.Initial normal = NamedParameter.Initial.he(channels * kernel.volume());
    weight = parameters.add("weight", Parameter.Type.WEIGHT, shape, normal);
    stride = kernel.stride().get(0);
  }

  /** The image stays open. */
  public NDArray forward(NDArray image) {
    return ImageOperators.depthwiseConvolution(image, weight.array(), stride);
  }
}
