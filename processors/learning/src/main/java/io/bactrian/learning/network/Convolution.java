package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.bactrian.learning.operators.Operators;
import java.util.Arrays;

/**
 * A convolution with bias, padded by half its kernel: N, in, spatial to N, out, spatial / stride.
 *
 * <p>Weight and bias start uniformly distributed in ±1/sqrt(in · kernel volume), as PyTorch's do
 * (He et al. 2015, with the slope sqrt(5)).
 */
public final class Convolution {
  private final NamedParameter weight;
  private final NamedParameter bias;
  private final int stride;

  /**
   * @param dimension of the images, 2 or 3
   * @param kernel odd
   * @param stride 1 or 2
   */
  public Convolution(
      ParameterList parameters, int dimension, int in, int out, int kernel, int stride) {
    long[] shape = new long[dimension + 2];
    Arrays.fill(shape, kernel);
    shape[0] = out;
    shape[1] = in;
    double bound = 1 / Math.sqrt(in * Math.pow(kernel, dimension));
    NamedParameter.Initial uniform = random -> (float) random.nextDouble(-bound, bound);
    weight = parameters.add("weight", Parameter.Type.WEIGHT, new Shape(shape), uniform);
    bias = parameters.add("bias", Parameter.Type.BIAS, new Shape(out), uniform);
    this.stride = stride;
  }

  public NDArray forward(NDArray image) {
    return Operators.convolution(image, weight.array(), bias.array(), stride);
  }
}
