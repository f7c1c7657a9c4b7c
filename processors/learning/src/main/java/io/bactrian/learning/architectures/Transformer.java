package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.learning.network.Kernel;
import io.bactrian.learning.network.LayerNorm;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.PatchEmbedding;
import io.bactrian.learning.operators.Operators;
import io.bactrian.learning.operators.TransformerOperators;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A vision transformer (Dosovitskiy et al. 2020, arXiv:2010.11929) as GaNDLF has it: N, C, spatial
 * to images of its tokens after some of its layers. The perceptron of a layer has as many hidden
 * units as there are heads, and an activation at its end.
 */
final class Transformer {
  private final PatchEmbedding embedding;
  private final List<Part> layers = new ArrayList<>();
  private final long[] grid;

  /**
   * @param size of the image, in the order of its axes
   * @param patch edge of a patch
   * @param features of a token
   */
  Transformer(
      ParameterList parameters,
      int channels,
      List<Integer> size,
      int patch,
      int features,
      int heads,
      int layerCount) {
    grid = size.stream().mapToLong(length -> length / patch).toArray();
    int tokens = size.stream().mapToInt(length -> length / patch).reduce(1, (a, b) -> a * b);
    Kernel kernel = Kernel.cube(size.size(), patch, patch, 1);
    embedding = new PatchEmbedding(parameters.part("embed"), channels, features, kernel, tokens);
    for (int i = 0; i < layerCount; i++) {
      ParameterList part = parameters.part("layers." + i);
      Chain layer = new Chain();
      layer.add(residual(attention(part, features, heads)));
      layer.add(residual(perceptron(part, features, heads)));
      layers.add(layer);
    }
  }

  /**
   * @throws ConfigurationException unless the heads share the features
   */
  static void checkHeads(int features, int heads) {
    if (heads < 1 || features < 1 || features % heads != 0) {
      throw new ConfigurationException(
          "The embedding of " + features + " features cannot be shared by " + heads + " heads",
          "model, embed_dim and num_heads",
          "an embed_dim that is a multiple of num_heads",
          "Change one of them");
    }
  }

  private static Part attention(ParameterList parameters, int features, int heads) {
    Part norm = layerNorm(parameters.part("norm1"), features);
    ParameterList msa = parameters.part("msa");
    Part query = ImageBlocks.linear(msa.part("query"), features, features);
    Part key = ImageBlocks.linear(msa.part("key"), features, features);
    Part value = ImageBlocks.linear(msa.part("value"), features, features);
    Part attend =
        (tokens, training) -> {
          try (NDArray q = query.forward(tokens, training);
              NDArray k = key.forward(tokens, training);
              NDArray v = value.forward(tokens, training);
              NDArray count = tokens.getManager().create((long) heads)) {
            return TransformerOperators.attention(q, k, v, count);
          }
        };
    return new Chain()
        .add(norm)
        .add(attend)
        .add(ImageBlocks.linear(msa.part("out"), features, features));
  }

  private static Part perceptron(ParameterList parameters, int features, int hidden) {
    Part gelu = (tokens, training) -> TransformerOperators.gelu(tokens);
    Part norm = layerNorm(parameters.part("norm2"), features);
    ParameterList mlp = parameters.part("mlp");
    return new Chain()
        .add(norm)
        .add(layerNorm(mlp.part("norm"), features))
        .add(ImageBlocks.linear(mlp.part("linear1"), features, hidden))
        .add(gelu)
        .add(ImageBlocks.linear(mlp.part("linear2"), hidden, features))
        .add(gelu);
  }

  private static Part layerNorm(ParameterList parameters, int features) {
    LayerNorm norm = new LayerNorm(parameters, features);
    return (tokens, training) -> norm.forward(tokens);
  }

  private static Part residual(Part part) {
    return (tokens, training) -> {
      try (NDArray added = part.forward(tokens, training)) {
        return Operators.addTo(added, tokens);
      }
    };
  }

  /**
   * The tokens after some layers as images: N, features, spatial / patch.
   *
   * @param wanted numbers of the layers, from 0
   * @return in the order of the layers; the caller closes them
   */
  List<NDArray> forward(NDArray image, boolean training, Set<Integer> wanted) {
    List<NDArray> images = new ArrayList<>();
    NDArray tokens = embedding.forward(image);
    try (NDArray sizes = image.getManager().create(grid)) {
      for (int i = 0; i < layers.size(); i++) {
        try (NDArray before = tokens) {
          tokens = layers.get(i).forward(before, training);
        }
        if (wanted.contains(i)) {
          images.add(TransformerOperators.image(tokens, sizes));
        }
      }
    }
    tokens.close();
    return images;
  }
}
