package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Kernel;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import io.bactrian.learning.operators.Operators;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * DenseNet-BC (Huang et al. 2016, arXiv:1608.06993) as GaNDLF has it: the first convolution keeps
 * the size along x and halves the others.
 *
 * @param layers of each block
 */
record DenseNet(List<Integer> layers) implements Architecture {
  @Override
  public Layers build(Blueprint blueprint, ParameterList parameters) {
    Parameters options = blueprint.options();
    ImageBlocks blocks = ImageBlocks.normalized(blueprint);
    ParameterList features = parameters.part("features");
    int channels = (int) options.number("num_init_features", 64);
    int growth = (int) options.number("growth_rate", 32);
    Chain network = new Chain();
    network.add(
        blocks.convolution(
            features.part("conv1"), blueprint.channels(), channels, first(blueprint), false));
    network.add(blocks.normalization(features.part("norm1"), channels, Activation.RELU));
    if (!options.flag("no_max_pool", false)) {
      network.add(Part.LARGEST_OF_THREE);
    }
    for (int block = 0; block < layers.size(); block++) {
      ParameterList dense = features.part("denseblock" + (block + 1));
      for (int layer = 0; layer < layers.get(block); layer++) {
        network.add(
            layer(blocks, dense.part("denselayer" + (layer + 1)), channels, growth, options));
        channels += growth;
      }
      if (block < layers.size() - 1) {
        addTransition(network, blocks, features.part("transition" + (block + 1)), channels);
        channels /= 2;
      }
    }
    network.add(blocks.normalization(features.part("norm5"), channels, Activation.RELU));
    network.add(Part.MEAN_OF_SPACE);
    return network.add(
        ImageBlocks.linear(parameters.part("classifier"), channels, blueprint.classes()));
  }

  /** Stride 1 (or what was asked for) along x, the last axis of the arrays, and 2 along others. */
  private static Kernel first(Blueprint blueprint) {
    int size = (int) blueprint.options().number("conv1_t_size", 7);
    List<Integer> strides = new ArrayList<>(Collections.nCopies(blueprint.dimension() - 1, 2));
    strides.add((int) blueprint.options().number("conv1_t_stride", 1));
    return Kernel.of(Collections.nCopies(blueprint.dimension(), size), strides);
  }

  private static Part layer(
      ImageBlocks blocks, ParameterList parameters, int in, int growth, Parameters options) {
    int wide = (int) options.number("bn_size", 4) * growth;
    Chain grown = new Chain();
    grown.add(blocks.normalization(parameters.part("norm1"), in, Activation.RELU));
    grown.add(blocks.convolution(parameters.part("conv1"), in, wide, 1, 1));
    grown.add(blocks.normalization(parameters.part("norm2"), wide, Activation.RELU));
    grown.add(blocks.convolution(parameters.part("conv2"), wide, growth, 3, 1));
    grown.add(Part.dropout((float) options.number("drop_rate", 0)));
    return (image, training) -> {
      try (NDArray added = grown.forward(image, training)) {
        return Operators.concatenation(image, added);
      }
    };
  }

  private static void addTransition(
      Chain network, ImageBlocks blocks, ParameterList parameters, int channels) {
    network.add(blocks.normalization(parameters.part("norm"), channels, Activation.RELU));
    network.add(blocks.convolution(parameters.part("conv"), channels, channels / 2, 1, 1));
    network.add(Part.MEAN_OF_TWO);
  }

  @Override
  public SizeRule sizes(Blueprint blueprint) {
    return SizeRule.atLeast(32, "halved five times");
  }

  @Override
  public boolean perImage(Blueprint blueprint) {
    return true;
  }
}
