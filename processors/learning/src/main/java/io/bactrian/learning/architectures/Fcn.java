package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.bactrian.learning.network.Convolution;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import io.bactrian.learning.operators.Operators;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The fully convolutional network (Long et al. 2015, arXiv:1411.4038) as GaNDLF builds it: a
 * U-Net's encoder, one channel of each level interpolated to the full size, and a voxelwise mix of
 * these.
 */
final class Fcn implements Layers {
  private final UNetEncoder encoder;

  /** By level, the deepest first. */
  private final List<Convolution> scores = new ArrayList<>();

  private final Convolution output;

  private Fcn(UNetSettings settings, ParameterList parameters) {
    encoder = UNetEncoder.create(settings, parameters);
    int dimension = settings.dimension();
    for (int level = settings.depth(); level >= 0; level--) {
      ParameterList part = parameters.part("us_" + level).part("conv0");
      scores.add(new Convolution(part, dimension, settings.filters(level), 1, 1, 1));
    }
    output =
        new Convolution(
            parameters.part("conv_0"), dimension, scores.size(), settings.classes(), 1, 1);
  }

  /** {@code fcn} of the configuration. */
  static final class Kind implements Architecture {
    @Override
    public Layers build(Blueprint blueprint, ParameterList parameters) {
      UNetSettings settings =
          new UNetSettings(
              blueprint.dimension(),
              blueprint.channels(),
              blueprint.classes(),
              blueprint.filters(),
              blueprint.settings().depth(),
              blueprint.statistics(),
              false,
              false,
              false,
              blueprint.dropout());
      if (blueprint.perImage()) {
        UNetEncoder encoder = UNetEncoder.create(settings, parameters);
        return new PooledEncoder(
            (image, training) -> encoder.forward(image, training, null),
            new PooledHead(blueprint, parameters, settings.filters(settings.depth())));
      }
      return new Fcn(settings, parameters);
    }

    @Override
    public SizeRule sizes(Blueprint blueprint) {
      return SizeRule.halved(blueprint.settings().depth());
    }
  }

  @Override
  public NDArray logits(NDArray image, boolean training) {
    Deque<NDArray> encoded = new ArrayDeque<>();
    NDArray deepest = encoder.forward(image, training, encoded);
    encoded.push(deepest);
    try (NDList levels = new NDList()) {
      for (Convolution score : scores) {
        try (NDArray features = encoded.pop();
            NDArray coarse = score.forward(features)) {
          levels.add(Operators.upsamplingTo(coarse, image));
        }
      }
      try (NDArray joined = Operators.concatenation(levels.toArray(new NDArray[0]))) {
        return output.forward(joined);
      }
    }
  }
}
