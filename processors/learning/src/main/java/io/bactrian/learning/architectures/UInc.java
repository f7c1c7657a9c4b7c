package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.learning.architectures.InceptionBlocks.Step;
import io.bactrian.learning.network.Convolution;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import io.bactrian.learning.operators.Operators;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The Inception U-Net, {@code uinc} (arXiv:1907.02110) as GaNDLF builds it: inception blocks at
 * every level, voxelwise convolutions between the levels, instance norm whatever {@code norm_type}
 * says, and no running statistics unless weights of GaNDLF bring them.
 */
final class UInc implements Layers {
  private final int depth;
  private final float dropout;
  private final Step initial;
  private final Step residual;

  /** By level, the full size first. */
  private final List<Step> encoding = new ArrayList<>();

  private final List<Step> down = new ArrayList<>();

  /** The deepest level first. */
  private final List<Step> up = new ArrayList<>();

  private final List<Step> decoding = new ArrayList<>();
  private Step narrow;
  private Step last;
  private Convolution output;

  private UInc(Blueprint blueprint, InceptionBlocks blocks, ParameterList parameters) {
    int filters = blueprint.filters();
    depth = blueprint.settings().depth();
    dropout = blueprint.dropout();
    initial = blocks.mix(parameters.part("conv0_1x1"), "conv", blueprint.channels(), filters, 1);
    residual = blocks.residual(parameters.part("rn_0"), filters);
    encoding.add(blocks.inception(parameters.part("ri_0"), filters));
    for (int level = 0; level < depth; level++) {
      int deeper = filters << (level + 1);
      down.add(blocks.mix(parameters.part("ds_" + level), "down", filters << level, deeper, 2));
      encoding.add(blocks.inception(parameters.part("ri_" + (level + 1)), deeper));
    }
  }

  private void addDecoder(Blueprint blueprint, InceptionBlocks blocks, ParameterList parameters) {
    int filters = blueprint.filters();
    int below = filters << depth;
    for (int level = depth - 1; level >= 0; level--) {
      int own = filters << level;
      up.add(blocks.up(parameters.part("us_" + level), below, own));
      below = 2 * own;
      decoding.add(blocks.inception(parameters.part("ri_" + (2 * depth - level)), below));
    }
    narrow =
        blocks.mix(
            parameters.part("conv" + (2 * depth + 1) + "_1x1"), "conv", 2 * filters, filters, 1);
    last = blocks.residual(parameters.part("rn_" + (2 * depth + 2)), 2 * filters);
    output =
        new Convolution(
            parameters.part("dropout").part("conv"),
            blueprint.dimension(),
            2 * filters,
            blueprint.classes(),
            1,
            1);
  }

  /** {@code uinc} of the configuration. */
  static final class Kind implements Architecture {
    @Override
    public Layers build(Blueprint blueprint, ParameterList parameters) {
      int filters = blueprint.filters();
      if (filters % 4 != 0) {
        throw new ConfigurationException(
            "The architecture uinc divides its filters by 4, and there are " + filters,
            "model, base_filters",
            "a multiple of 4",
            "Take " + (filters + 4 - filters % 4));
      }
      Statistics statistics =
          blueprint.statistics() == Statistics.TRACKED_INSTANCE
              ? Statistics.TRACKED_INSTANCE
              : Statistics.INSTANCE;
      InceptionBlocks blocks = new InceptionBlocks(blueprint.dimension(), statistics);
      UInc net = new UInc(blueprint, blocks, parameters);
      if (blueprint.perImage()) {
        int deepest = filters << blueprint.settings().depth();
        return new PooledEncoder(net::deepest, new PooledHead(blueprint, parameters, deepest));
      }
      net.addDecoder(blueprint, blocks, parameters);
      return net;
    }

    @Override
    public SizeRule sizes(Blueprint blueprint) {
      return SizeRule.halved(blueprint.settings().depth());
    }
  }

  private NDArray deepest(NDArray image, boolean training) {
    Deque<NDArray> encoded = new ArrayDeque<>();
    NDArray deepest = encode(image, training, encoded);
    encoded.forEach(NDArray::close);
    return deepest;
  }

  /**
   * @param encoded gets the output of the first residual block, then those of each level
   */
  private NDArray encode(NDArray image, boolean training, Deque<NDArray> encoded) {
    try (NDArray mixed = initial.forward(image, training)) {
      encoded.push(residual.forward(mixed, training));
    }
    NDArray current = encoding.get(0).forward(encoded.peek(), training);
    for (int level = 0; level < depth; level++) {
      encoded.push(current);
      try (NDArray half = down.get(level).forward(current, training)) {
        current = encoding.get(level + 1).forward(half, training);
      }
    }
    return current;
  }

  @Override
  public NDArray logits(NDArray image, boolean training) {
    Deque<NDArray> encoded = new ArrayDeque<>();
    NDArray current = encode(image, training, encoded);
    for (int step = 0; step < depth; step++) {
      current = joined(encoded.pop(), up.get(step), decoding.get(step), current, training);
    }
    NDArray features = joined(encoded.pop(), narrow, last, current, training);
    try (NDArray kept = drop(features, training)) {
      return output.forward(kept);
    }
  }

  /** A step, what the encoder has of this level put before it, and another; closes both images. */
  private static NDArray joined(
      NDArray encoded, Step step, Step next, NDArray decoded, boolean training) {
    try (encoded;
        decoded;
        NDArray stepped = step.forward(decoded, training);
        NDArray both = Operators.concatenation(encoded, stepped)) {
      return next.forward(both, training);
    }
  }

  private NDArray drop(NDArray image, boolean training) {
    if (!training || dropout == 0) {
      return image;
    }
    try (image;
        NDArray probability = image.getManager().create(dropout)) {
      return Operators.channelDropout(image, probability);
    }
  }
}
