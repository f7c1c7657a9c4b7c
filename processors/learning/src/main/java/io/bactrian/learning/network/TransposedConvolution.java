package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.bactrian.learning.operators.Operators;

/**
 * A transposed convolution: N, in, spatial to N, out, spatial · stride. Its kernel is at most as
 * large as the stride. Initial values as PyTorch's: uniform in ±1/sqrt(out · kernel volume).
 */
public final class TransposedConvolution {
  private final NamedParameter weight;
  private final NamedParameter bias;
  private final NDArray stride;

  /**
   * @param kernel its size and stride
   */
  public TransposedConvolution(
      ParameterList parameters, int in, int out, Kernel kernel, boolean biased) {
    double bound = 1 / Math.sqrt((double) out * kernel.volume());
    NamedParameter.Initial uniform = random -> (float) random.nextDouble(-bound, bound);
    weight = parameters.add("weight", Parameter.Type.WEIGHT, kernel.weightShape(in, out), uniform);
    bias = biased ? parameters.add("bias", Parameter.Type.BIAS, new Shape(out), uniform) : null;
    stride = kernel.steps();
  }

  /** The image stays open. */
  public NDArray forward(NDArray image) {
    NDArray added = bias == null ? null : bias.array();
    return Operators.transposedConvolution(image, weight.array(), added, stride);
  }
}
