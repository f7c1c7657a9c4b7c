package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Convolution;
import io.bactrian.learning.network.Linear;
import io.bactrian.learning.network.Normalization;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.operators.Operators;
import java.util.ArrayList;
import java.util.List;

/** What SDNet has around its U-Net, each with its parameters in GaNDLF's order and names. */
final class SdNetParts {
  private SdNetParts() {}

  /** Convolutions of 3 voxels, each with batch norm and the leaky ReLU of slope 0.2. */
  private static final class Chain {
    private final List<Convolution> convolutions = new ArrayList<>();
    private final List<Normalization> normalizations = new ArrayList<>();

    Chain(ParameterList part, int dimension, int stride, int... channels) {
      for (int i = 0; i + 1 < channels.length; i++) {
        ParameterList layer = part.part("layers." + 2 * i);
        convolutions.add(
            new Convolution(layer, dimension, channels[i], channels[i + 1], 3, stride));
        normalizations.add(
            new Normalization(
                part.part("layers." + (2 * i + 1)),
                Statistics.BATCH,
                channels[i + 1],
                Activation.STEEP_LEAKY_RELU));
      }
    }

    /**
     * @param style that each layer's output adopts; null for none
     */
    NDArray forward(NDArray image, NDArray style, boolean training) {
      NDArray current = image;
      for (int i = 0; i < convolutions.size(); i++) {
        NDArray before = current;
        try (NDArray convolved = convolutions.get(i).forward(before)) {
          current = normalizations.get(i).forward(convolved, training);
        }
        if (before != image) {
          before.close();
        }
        if (style != null) {
          try (NDArray plain = current) {
            current = Operators.adoptStyle(plain, style);
          }
        }
      }
      return current;
    }
  }

  /** N, anatomy factors, spatial to logits: N, classes, spatial. */
  static final class Segmentor {
    private final Convolution last;
    private final Chain chain;

    Segmentor(ParameterList part, Blueprint blueprint, int factors) {
      int wide = 4 * blueprint.filters();
      last =
          new Convolution(
              part.part("conv"), blueprint.dimension(), wide, blueprint.classes(), 1, 1);
      chain = new Chain(part, blueprint.dimension(), 1, factors, wide, wide);
    }

    NDArray forward(NDArray anatomy, boolean training) {
      try (NDArray features = chain.forward(anatomy, null, training)) {
        return last.forward(features);
      }
    }
  }

  /** Anatomy and a style to an image of one channel between -1 and 1. */
  static final class Decoder {
    private final Convolution last;
    private final Chain chain;

    Decoder(ParameterList part, Blueprint blueprint, int factors) {
      int filters = blueprint.filters();
      last = new Convolution(part.part("conv"), blueprint.dimension(), filters, 1, 3, 1);
      chain =
          new Chain(part, blueprint.dimension(), 1, factors, filters, filters, filters, filters);
    }

    NDArray forward(NDArray anatomy, NDArray style, boolean training) {
      try (NDArray features = chain.forward(anatomy, style, training);
          NDArray image = last.forward(features)) {
        return Operators.tanh(image);
      }
    }
  }

  /** An image and its anatomy to the mean and the logarithm of the variance of each factor. */
  static final class ModalityEncoder {
    private static final int CHANNELS = 16;
    private static final int FEATURES = 32;

    private final Linear features;
    private final Normalization norm;
    private final Linear means;
    private final Linear logarithms;
    private final Chain chain;

    /**
     * @param voxels of the patch
     */
    ModalityEncoder(ParameterList part, Blueprint blueprint, int anatomy, int factors, int voxels) {
      int deepest = voxels >> (4 * blueprint.dimension());
      features = new Linear(part.part("fc"), CHANNELS * deepest, FEATURES);
      norm =
          new Normalization(
              part.part("norm"), Statistics.BATCH, FEATURES, Activation.STEEPER_LEAKY_RELU);
      means = new Linear(part.part("mu_fc"), FEATURES, factors);
      logarithms = new Linear(part.part("logvar_fc"), FEATURES, factors);
      chain =
          new Chain(
              part, blueprint.dimension(), 2, anatomy + 1, CHANNELS, CHANNELS, CHANNELS, CHANNELS);
    }

    NDArray means(NDArray image, NDArray anatomy, boolean training) {
      try (NDArray vectors = vectors(image, anatomy, training)) {
        return means.forward(vectors);
      }
    }

    /** Means, then logarithms of variances. */
    List<NDArray> distribution(NDArray image, NDArray anatomy, boolean training) {
      try (NDArray vectors = vectors(image, anatomy, training)) {
        return List.of(means.forward(vectors), logarithms.forward(vectors));
      }
    }

    private NDArray vectors(NDArray image, NDArray anatomy, boolean training) {
      try (NDArray both = Operators.concatenation(image, anatomy);
          NDArray deepest = chain.forward(both, null, training);
          NDArray flat = Operators.flatten(deepest);
          NDArray mixed = features.forward(flat)) {
        // One vector has no variance over the batch.
        return norm.forward(mixed, training && mixed.getShape().get(0) > 1);
      }
    }
  }
}
