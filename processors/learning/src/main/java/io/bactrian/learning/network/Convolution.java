package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.bactrian.learning.operators.Operators;

/**
 * A convolution, padded so that a stride of 1 keeps the size: N, in, spatial to N, out, spatial /
 * stride.
 *
 * <p>Weight and bias start uniformly distributed in ±1/sqrt(in · kernel volume), as PyTorch's do
 * (He et al. 2015, with the slope sqrt(5)).
 */
public final class Convolution {
  private final NamedParameter weight;
  private final NamedParameter bias;
  private final int stride;

  /** Stride, padding and dilation of each axis when they are not the usual ones; else null. */
  private final NDArray geometry;

  /**
   * With bias, the same along each axis.
   *
   * @param dimension of the images, 2 or 3
   * @param kernel odd
   * @param stride 1 or 2
   */
  public Convolution(
      ParameterList parameters, int dimension, int in, int out, int kernel, int stride) {
    this(parameters, in, out, Kernel.cube(dimension, kernel, stride, 1), true);
  }

  public Convolution(ParameterList parameters, int in, int out, Kernel kernel, boolean biased) {
    this(parameters, in, out, kernel, biased, uniform(in, kernel), uniform(in, kernel));
  }

  private Convolution(
      ParameterList parameters,
      int in,
      int out,
      Kernel kernel,
      boolean biased,
      NamedParameter.Initial weights,
      NamedParameter.Initial biases) {
    weight = parameters.add("weight", Parameter.Type.WEIGHT, kernel.weightShape(out, in), weights);
    bias = biased ? parameters.add("bias", Parameter.Type.BIAS, new Shape(out), biases) : null;
    stride = kernel.stride().get(0);
    geometry = biased && kernel.usual() ? null : kernel.geometry();
  }

  private static NamedParameter.Initial uniform(int in, Kernel kernel) {
    double bound = 1 / Math.sqrt((double) in * kernel.volume());
    return random -> (float) random.nextDouble(-bound, bound);
  }

  /**
   * As the constructor, but weights start normally distributed with the variance 2 / (out · kernel
   * volume) and the bias at zero (He et al. 2015, by the outputs).
   */
  public static Convolution he(
      ParameterList parameters, int in, int out, Kernel kernel, boolean biased) {
    NamedParameter.Initial normal = NamedParameter.Initial.he(out * kernel.volume());
    return new Convolution(parameters, in, out, kernel, biased, normal, random -> 0);
  }

  /** The image stays open. */
  public NDArray forward(NDArray image) {
    NDArray added = bias == null ? null : bias.array();
    return geometry == null
        ? Operators.convolution(image, weight.array(), added, stride)
        : Operators.convolution(image, weight.array(), added, geometry);
  }
}
