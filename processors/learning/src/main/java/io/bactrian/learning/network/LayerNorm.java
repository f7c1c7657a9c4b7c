package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.bactrian.learning.operators.TransformerOperators;

/** Normalization of each token: N, T, features to the same shape. */
public final class LayerNorm {
  private final NamedParameter weight;
  private final NamedParameter bias;

  public LayerNorm(ParameterList parameters, int features) {
    Shape shape = new Shape(features);
    weight = parameters.add("weight", Parameter.Type.GAMMA, shape, random -> 1);
    bias = parameters.add("bias", Parameter.Type.BETA, shape, random -> 0);
  }

  /** The tokens stay open. */
  public NDArray forward(NDArray tokens) {
    return TransformerOperators.layerNorm(tokens, weight.array(), bias.array());
  }
}
