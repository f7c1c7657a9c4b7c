package io.bactrian.learning.architectures;

import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import java.util.ArrayList;
import java.util.List;

/**
 * VGG (Simonyan and Zisserman 2014, arXiv:1409.1556) with a head of global average pooling, as
 * GaNDLF has it: convolutions of 3 voxels an axis with bias, in five groups of 64, 128, 256, 512
 * and 512 filters, each followed by the largest of two voxels an axis.
 *
 * @param convolutions in each of the five groups
 */
record Vgg(List<Integer> convolutions) implements Architecture {
  /** 11, 13, 16 and 19 layers with weights. */
  static final Vgg VGG11 = new Vgg(List.of(1, 1, 2, 2, 2));

  static final Vgg VGG13 = new Vgg(List.of(2, 2, 2, 2, 2));
  static final Vgg VGG16 = new Vgg(List.of(2, 2, 3, 3, 3));
  static final Vgg VGG19 = new Vgg(List.of(2, 2, 4, 4, 4));

  private static final int[] FILTERS = {64, 128, 256, 512, 512};

  @Override
  public Layers build(Blueprint blueprint, ParameterList parameters) {
    ImageBlocks blocks = new ImageBlocks(blueprint.dimension(), blueprint.statistics());
    Chain network = new Chain();
    network.add(features(blocks, blueprint.channels(), parameters.part("features")));
    return network
        .add(Part.dropout(0.5f))
        .add(Part.MEAN_OF_SPACE)
        .add(Part.RELU)
        .add(Part.dropout(0.5f))
        .add(ImageBlocks.linear(parameters.part("classifier.4"), 512, blueprint.classes()));
  }

  /** The convolutions: N, channels, spatial to N, 512, spatial / 32. */
  Part features(ImageBlocks blocks, int channels, ParameterList parameters) {
    Chain chain = new Chain();
    groups(blocks, channels, FILTERS.length, parameters)
        .forEach(group -> chain.add(group).add(Part.LARGEST_OF_TWO));
    return chain;
  }

  /** The first groups of convolutions; each wants half the size of the one before. */
  List<Chain> groups(ImageBlocks blocks, int channels, int count, ParameterList parameters) {
    List<Chain> groups = new ArrayList<>();
    int position = 0;
    int in = channels;
    for (int group = 0; group < count; group++) {
      Chain chain = new Chain();
      int out = FILTERS[group];
      for (int i = 0; i < convolutions.get(group); i++) {
        chain.add(blocks.biased(parameters.part(Integer.toString(position++)), in, out, 3));
        if (blocks.statistics() == Statistics.NONE) {
          chain.add(Part.RELU);
        } else {
          ParameterList part = parameters.part(Integer.toString(position++));
          chain.add(blocks.normalization(part, out, Activation.RELU));
        }
        position++;
        in = out;
      }
      groups.add(chain);
      position++;
    }
    return groups;
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
