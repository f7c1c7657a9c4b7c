package io.bactrian.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.bactrian.learning.operators.TransformerOperators;

/**
 * Cuts an image into patches and makes a token of each: N, C, spatial to N, T, features. What is
 * learned for each place starts at zero; the rest as PyTorch's convolutions.
 */
public final class PatchEmbedding {
  private final NamedParameter position;
  private final NamedParameter weight;
  private final NamedParameter bias;

  /**
   * @param patch size of a patch along each axis
   * @param tokens how many patches an image has
   */
  public PatchEmbedding(ParameterList parameters, int in, int features, Kernel patch, int tokens) {
    double bound = 1 / Math.sqrt((double) in * patch.volume());
    NamedParameter.Initial uniform = random -> (float) random.nextDouble(-bound, bound);
    position =
        parameters.add(
            "pos_embed", Parameter.Type.WEIGHT, new Shape(1, tokens, features), random -> 0);
    ParameterList convolution = parameters.part("patch_embed");
    Shape shape = patch.weightShape(features, in);
    weight = convolution.add("weight", Parameter.Type.WEIGHT, shape, uniform);
    bias = convolution.add("bias", Parameter.Type.BIAS, new Shape(features), uniform);
  }

  /** The image stays open. */
  public NDArray forward(NDArray image) {
    return TransformerOperators.embedding(image, weight.array(), bias.array(), position.array());
  }
}
