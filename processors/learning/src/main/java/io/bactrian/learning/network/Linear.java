package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.bactrian.learning.operators.Operators;

/**
 * A fully connected layer: N, in to N, out. Initial values as PyTorch's: uniform in ±1/sqrt(in).
 */
public final class Linear {
  private final NamedParameter weight;
  private final NamedParameter bias;

  public Linear(ParameterList parameters, int in, int out) {
    double bound = 1 / Math.sqrt(in);
    NamedParameter.Initial uniform = random -> (float) random.nextDouble(-bound, bound);
    weight = parameters.add("weight", Parameter.Type.WEIGHT, new Shape(out, in), uniform);
    bias = parameters.add("bias", Parameter.Type.BIAS, new Shape(out), uniform);
  }

  /** The vectors stay open. */
  public NDArray forward(NDArray vectors) {
    return Operators.linear(vectors, weight.array(), bias.array());
  }
}
