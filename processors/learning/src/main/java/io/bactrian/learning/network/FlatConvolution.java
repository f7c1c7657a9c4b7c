package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.bactrian.learning.operators.ImageOperators;

/**
 * A convolution of volumes by the kernels of a network for pictures (ACS; Yang et al. 2021,
 * arXiv:1911.10477): N, in, z, y, x to N, out, z, y, x / stride. Either a third of the filters lies
 * across each axis, or every filter across all three with shares that are learned.
 */
public final class FlatConvolution {
  private final NamedParameter weight;
  private final NamedParameter bias;
  private final NamedParameter directions;
  private final int stride;

  /**
   * Weights start as those of {@link Convolution#he} for pictures, shares uniform in 0 to 1.
   *
   * @param kernel odd
   * @param stride 1 or 2
   * @param biased whether a number is added to each channel
   * @param soft whether every filter lies across all axes
   */
  public FlatConvolution(
      ParameterList parameters,
      int in,
      int out,
      int kernel,
      int stride,
      boolean biased,
      boolean soft) {
    Kernel flat = Kernel.cube(2, kernel, stride, 1);
    weight =
        parameters.add(
            "weight",
            Parameter.Type.WEIGHT,
            flat.weightShape(out, in),
            NamedParameter.Initial.he(out * flat.volume()));
    bias = biased ? parameters.add("bias", Parameter.Type.BIAS, new Shape(out), random -> 0) : null;
    directions =
        soft
            ? parameters.add(
                "soft_w_core",
                Parameter.Type.WEIGHT,
                new Shape(out, 3),
                random -> (float) random.nextDouble())
            : null;
    this.stride = stride;
  }

  /** The volume stays open. */
  public NDArray forward(NDArray volume) {
    NDArray convolved =
        directions == null
            ? ImageOperators.convolutionInThirds(volume, weight.array(), stride)
            : ImageOperators.crossedConvolution(volume, weight.array(), directions.array(), stride);
    if (bias == null) {
      return convolved;
    }
    try (convolved) {
      return ImageOperators.shifted(convolved, bias.array());
    }
  }
}
