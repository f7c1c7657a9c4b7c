package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Convolution;
import io.bactrian.learning.network.Kernel;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.Normalization;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import io.bactrian.learning.network.TransposedConvolution;
import io.bactrian.learning.operators.Operators;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * UNETR (Hatamizadeh et al. 2021, arXiv:2103.10504) as GaNDLF has it: a transformer over the whole
 * patch, whose tokens after every third layer are brought to growing sizes and decoded.
 */
final class UNetR implements Architecture {
  private static final int BASE = 32;

  @Override
  public Layers build(Blueprint blueprint, ParameterList parameters) {
    if (!blueprint.perImage()) {
      return new Decoder(blueprint, parameters);
    }
    Transformer transformer = transformer(blueprint, parameters);
    int last = layers(blueprint) - 1;
    return new PooledEncoder(
        (image, training) -> transformer.forward(image, training, Set.of(last)).get(0),
        new PooledHead(blueprint, parameters, features(blueprint)));
  }

  private static Transformer transformer(Blueprint blueprint, ParameterList parameters) {
    int features = features(blueprint);
    int heads = (int) blueprint.options().number("num_heads", 12);
    Transformer.checkHeads(features, heads);
    List<Integer> axes = new ArrayList<>(blueprint.patchSizeNeeded());
    Collections.reverse(axes);
    return new Transformer(
        parameters.part("transformer"),
        blueprint.channels(),
        axes,
        innerPatch(blueprint),
        features,
        heads,
        layers(blueprint));
  }

  /** Of a token. */
  private static int features(Blueprint blueprint) {
    return (int) blueprint.options().number("embed_dim", 768);
  }

  private static int layers(Blueprint blueprint) {
    return 3 * Integer.numberOfTrailingZeros(innerPatch(blueprint));
  }

  @Override
  public SizeRule sizes(Blueprint blueprint) {
    return SizeRule.exactly(blueprint.patchSizeNeeded(), "one token for each of its patches");
  }

  /** Edge of the patches that become tokens: 2^depth. */
  private static int innerPatch(Blueprint blueprint) {
    List<Integer> size = blueprint.patchSizeNeeded();
    int inner = (int) blueprint.options().number("inner_patch_size", size.get(0));
    boolean fits = inner >= 4 && Integer.bitCount(inner) == 1;
    if (!fits || size.stream().anyMatch(length -> length % inner != 0)) {
      throw new ConfigurationException(
          "The inner patch size " + inner + " does not suit the patch size " + size,
          "model, inner_patch_size",
          "a power of two from 4 on that divides each size of the patch",
          "Set inner_patch_size, such as 16, or change patch_size");
    }
    return inner;
  }

  private static final class Decoder implements Layers {
    private final ImageBlocks blocks;
    private final int dimension;
    private final int depth;
    private final Transformer transformer;
    private final List<Part> upsampling = new ArrayList<>();
    private final List<Part> tokens = new ArrayList<>();
    private final Part input;
    private final Part output;

    Decoder(Blueprint blueprint, ParameterList parameters) {
      blocks = ImageBlocks.normalized(blueprint);
      dimension = blueprint.dimension();
      depth = layers(blueprint) / 3;
      int features = features(blueprint);
      transformer = transformer(blueprint, parameters);
      addUpsampling(parameters.part("upsampling"), features);
      addTokens(parameters.part("convs"), features);
      ParameterList in = parameters.part("input_conv");
      input =
          new Chain()
              .add(convolution(in.part("conv1"), blueprint.channels(), BASE))
              .add(convolution(in.part("conv2"), BASE, 2 * BASE));
      output = output(blueprint, parameters.part("output_conv"));
    }

    private void addUpsampling(ParameterList parameters, int features) {
      for (int level = 0; level < depth - 1; level++) {
        ParameterList part = parameters.part(Integer.toString(level));
        int in = 4 * BASE << (level + 1);
        Chain block = new Chain();
        for (int i = 1; i <= 2; i++) {
          block.add(blocks.convolution(part.part("conv" + i), i == 1 ? in : in / 2, in / 2, 3, 1));
          block.add(blocks.normalization(part.part("norm" + i), in / 2, Activation.RELU));
        }
        upsampling.add(block.add(doubling(part.part("deconv"), in / 2, in / 4)));
      }
      upsampling.add(
          doubling(parameters.part(Integer.toString(depth - 1)), features, BASE << depth));
    }

    private void addTokens(ParameterList parameters, int features) {
      for (int level = 0; level < depth - 1; level++) {
        ParameterList part = parameters.part(Integer.toString(level));
        Chain chain = new Chain();
        chain.add(enlargement(part.part("conv0"), features, BASE << depth));
        for (int j = depth - 2; j > level; j--) {
          chain.add(enlargement(part.part("conv" + j), 4 * BASE << j, 4 * BASE << (j - 1)));
        }
        tokens.add(chain);
      }
    }

    private Part output(Blueprint blueprint, ParameterList parameters) {
      ParameterList last = parameters.part("conv3");
      Chain chain =
          new Chain()
              .add(convolution(parameters.part("conv1"), 4 * BASE, 2 * BASE))
              .add(convolution(parameters.part("conv2"), 2 * BASE, 2 * BASE));
      Kernel one = Kernel.cube(dimension, 1, 1, 1);
      Convolution convolution =
          new Convolution(last.part("conv0"), 2 * BASE, blueprint.classes(), one, false);
      Normalization norm = new Normalization(last.part("in_0"), blueprint.statistics(), 2 * BASE);
      return chain.add(norm::forward).add((image, training) -> convolution.forward(image));
    }

    private Part convolution(ParameterList parameters, int in, int out) {
      return new Chain()
          .add(blocks.convolution(parameters.part("conv"), in, out, 3, 1))
          .add(blocks.normalization(parameters.part("norm"), out, Activation.RELU));
    }

    /** Twice the size, then a convolution. */
    private Part enlargement(ParameterList parameters, int in, int out) {
      return new Chain()
          .add(doubling(parameters.part("deconv"), in, out))
          .add(convolution(parameters, out, out));
    }

    private Part doubling(ParameterList parameters, int in, int out) {
      TransposedConvolution convolution =
          new TransposedConvolution(parameters, in, out, Kernel.cube(dimension, 2, 2, 1), true);
      return (image, training) -> convolution.forward(image);
    }

    @Override
    public NDArray logits(NDArray image, boolean training) {
      Set<Integer> wanted =
          IntStream.range(0, depth).map(i -> 3 * i + 2).boxed().collect(Collectors.toSet());
      List<NDArray> encoded = transformer.forward(image, training, wanted);
      NDArray current = closing(upsampling.get(depth - 1), encoded.get(depth - 1), training);
      for (int level = depth - 2; level >= 0; level--) {
        NDArray enlarged = closing(tokens.get(level), encoded.get(level), training);
        current = closing(upsampling.get(level), joined(enlarged, current), training);
      }
      return closing(output, joined(input.forward(image, training), current), training);
    }

    private static NDArray joined(NDArray first, NDArray second) {
      try (first;
          second) {
        return Operators.concatenation(first, second);
      }
    }

    private static NDArray closing(Part part, NDArray image, boolean training) {
      try (image) {
        return part.forward(image, training);
      }
    }
  }
}
