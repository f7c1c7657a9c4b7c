package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.operators.ImageOperators;
import io.bactrian.learning.operators.Operators;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoder of segmentation_models_pytorch's U-Net: nearest voxels at twice the size, the
 * features of the encoder beside them, two convolutions, level by level.
 */
final class ImageNetDecoder {
  private static final int REDUCTION = 16;

  /** One level; the attentions may be null. */
  private record Level(Part first, Part firstAttention, Part second, Part secondAttention) {}

  private final Part centre;
  private final List<Level> levels = new ArrayList<>();
  private final int channels;

  /**
   * @param encoded channels of the features of each size, the largest first
   * @param decoded channels of each level, the deepest first
   * @param centred whether two convolutions stand before all levels
   * @param attended whether channels and voxels are weighted (scSE; Roy et al. 2018)
   */
  ImageNetDecoder(
      ImageBlocks blocks,
      List<Integer> encoded,
      List<Integer> decoded,
      boolean centred,
      boolean attended,
      ParameterList parameters) {
    int deepest = encoded.size() - 1;
    int in = encoded.get(deepest);
    centre = centred ? centre(blocks, in, parameters.part("center")) : null;
    for (int level = 0; level < deepest; level++) {
      // The features of the size of the image itself are left out.
      boolean last = level == deepest - 1;
      int joined = in + (last ? 0 : encoded.get(deepest - 1 - level));
      int out = decoded.get(level);
      ParameterList part = parameters.part("blocks").part(Integer.toString(level));
      Part first = convolution(blocks, part.part("conv1"), joined, out);
      ParameterList gates = part.part("attention1.attention");
      Part attention = attended ? attention(blocks, last ? gates.unused() : gates, joined) : null;
      Part second = convolution(blocks, part.part("conv2"), out, out);
      Part after = attended ? attention(blocks, part.part("attention2.attention"), out) : null;
      levels.add(new Level(first, attention, second, after));
      in = out;
    }
    channels = in;
  }

  int channels() {
    return channels;
  }

  private static Part centre(ImageBlocks blocks, int channels, ParameterList parameters) {
    return new Chain()
        .add(convolution(blocks, parameters.part("0"), channels, channels))
        .add(convolution(blocks, parameters.part("1"), channels, channels));
  }

  /** With batch norm, or with bias. */
  private static Part convolution(ImageBlocks blocks, ParameterList parameters, int in, int out) {
    if (blocks.statistics() == Statistics.NONE) {
      return new Chain().add(blocks.biased(parameters.part("0"), in, out, 3)).add(Part.RELU);
    }
    return new Chain()
        .add(blocks.convolution(parameters.part("0"), in, out, 3, 1))
        .add(blocks.normalization(parameters.part("1"), out, Activation.RELU));
  }

  private static Part attention(ImageBlocks blocks, ParameterList parameters, int channels) {
    int few = channels / REDUCTION;
    Chain gates =
        new Chain()
            .add((image, training) -> ImageOperators.meanKept(image))
            .add(blocks.biased(parameters.part("cSE.1"), channels, few, 1))
            .add(Part.RELU)
            .add(blocks.biased(parameters.part("cSE.3"), few, channels, 1));
    Part places = blocks.biased(parameters.part("sSE.0"), channels, 1, 1);
    return (image, training) -> {
      try (NDArray ofChannels = gates.forward(image, training);
          NDArray ofPlaces = places.forward(image, training)) {
        return ImageOperators.squeezeAndExcite(image, ofChannels, ofPlaces);
      }
    };
  }

  /**
   * @param image of the encoder; it stays open
   * @param features of the encoder, the largest first; all but the first are closed
   */
  NDArray forward(NDArray image, List<NDArray> features, boolean training) {
    NDArray first = features.get(0);
    if (first != image) {
      first.close();
    }
    int deepest = features.size() - 1;
    NDArray current = features.get(deepest);
    if (centre != null) {
      current = consumed(centre, current, training);
    }
    for (int level = 0; level < deepest; level++) {
      NDArray skip = level == deepest - 1 ? null : features.get(deepest - 1 - level);
      current = decoded(levels.get(level), current, skip, image, training);
    }
    return current;
  }

  private static NDArray decoded(
      Level level, NDArray coarse, NDArray skip, NDArray image, boolean training) {
    NDArray joined;
    try (coarse) {
      joined = Operators.repetitionTo(coarse, skip == null ? image : skip);
    }
    if (skip != null) {
      try (NDArray fine = joined;
          skip) {
        joined = Operators.concatenation(fine, skip);
      }
      if (level.firstAttention() != null) {
        joined = consumed(level.firstAttention(), joined, training);
      }
    }
    joined = consumed(level.second(), consumed(level.first(), joined, training), training);
    return level.secondAttention() == null
        ? joined
        : consumed(level.secondAttention(), joined, training);
  }

  private static NDArray consumed(Part part, NDArray image, boolean training) {
    try (image) {
      return part.forward(image, training);
    }
  }
}
