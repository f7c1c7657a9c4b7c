package io.bactrian.learning.architectures;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import java.util.List;

/**
 * ResNet (He et al. 2015, arXiv:1512.03385) as GaNDLF has it. Patches that cannot be halved often
 * enough get a network with fewer blocks.
 *
 * @param layers of each block
 * @param bottleneck whether a layer has three convolutions, the last of four times the filters,
 *     instead of two
 */
record ResNet(List<Integer> layers, boolean bottleneck) implements Architecture {
  private static final int FILTERS = 64;

  @Override
  public Layers build(Blueprint blueprint, ParameterList parameters) {
    ImageBlocks blocks = ImageBlocks.normalized(blueprint);
    ParameterList features = parameters.part("features");
    int filters = (int) blueprint.options().number("num_init_features", FILTERS);
    Chain network = new Chain();
    network.add(blocks.convolution(features.part("conv1"), blueprint.channels(), filters, 7, 2));
    network.add(blocks.normalization(features.part("norm1"), filters, Activation.RELU));
    network.add(Part.LARGEST_OF_THREE);
    int in = filters;
    for (int block = 0; block < blockCount(blueprint); block++) {
      int out = filters << block;
      for (int layer = 0; layer < layers.get(block); layer++) {
        ParameterList part = features.part("block" + (block + 1)).part("layer" + (layer + 1));
        network.add(layer(blocks, part, in, out, block > 0 && layer == 0 ? 2 : 1));
        in = bottleneck ? 4 * out : out;
      }
    }
    network.add(Part.MEAN_OF_SPACE);
    return network.add(ImageBlocks.linear(parameters.part("classifier"), in, blueprint.classes()));
  }

  private Part layer(ImageBlocks blocks, ParameterList parameters, int in, int out, int stride) {
    int last = bottleneck ? 4 * out : out;
    Chain shortcut = new Chain();
    if (last != in) {
      shortcut.add(blocks.convolution(parameters.part("project"), in, last, 1, stride));
      shortcut.add(blocks.normalization(parameters.part("projectNorm"), last, Activation.NONE));
    }
    Chain main = new Chain();
    main.add(blocks.convolution(parameters.part("conv1"), in, out, bottleneck ? 1 : 3, stride));
    main.add(blocks.normalization(parameters.part("norm1"), out, Activation.RELU));
    main.add(blocks.convolution(parameters.part("conv2"), out, out, 3, 1));
    if (bottleneck) {
      main.add(blocks.normalization(parameters.part("norm2"), out, Activation.RELU));
      main.add(blocks.convolution(parameters.part("conv3"), out, last, 1, 1));
      main.add(blocks.normalization(parameters.part("norm3"), last, Activation.NONE));
    } else {
      main.add(blocks.normalization(parameters.part("norm2"), out, Activation.NONE));
    }
    return new Residual(main, shortcut);
  }

  /**
   * All blocks, where each size of the patch is at least 2^(blocks + 2) and a multiple of 2^(blocks
   * + 1); else as many as it can be halved, less one (less two for a power of two).
   */
  private int blockCount(Blueprint blueprint) {
    int all = layers.size();
    int count = all;
    for (int size : blueprint.patchSize()) {
      int halvings = Integer.numberOfTrailingZeros(size);
      boolean fits = size >= 1 << all + 2 && halvings > all;
      boolean power = Integer.bitCount(size) == 1;
      count = Math.min(count, fits ? all : (power ? halvings - 1 : halvings) - 1);
    }
    if (count < 1) {
      throw new ConfigurationException(
          "The patch size " + blueprint.patchSize() + " is too small for a ResNet",
          "patch_size",
          "sizes divisible by 4, at least 8; for all blocks divisible by 32, at least 64",
          "Enlarge patch_size");
    }
    return count;
  }

  @Override
  public SizeRule sizes(Blueprint blueprint) {
    return SizeRule.atLeast(8, "halved at least three times");
  }

  @Override
  public boolean perImage(Blueprint blueprint) {
    return true;
  }
}
