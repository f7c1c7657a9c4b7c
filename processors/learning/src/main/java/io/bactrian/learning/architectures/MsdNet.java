package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Convolution;
import io.bactrian.learning.network.Kernel;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.Normalization;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import io.bactrian.learning.operators.Operators;
import java.util.ArrayList;
import java.util.List;

/**
 * The mixed-scale dense network (Pelt and Sethian 2018, doi:10.1073/pnas.1715832114) as GaNDLF
 * builds it: five convolutions of one channel each with growing dilation, each seeing all channels
 * before; then a voxelwise mix of these and the image. Batch norm whatever {@code norm_type} says;
 * no filters, no depth, any size.
 */
final class MsdNet implements Layers {
  private static final int LAYERS = 4;

  private final List<Convolution> convolutions = new ArrayList<>();
  private final List<Normalization> normalizations = new ArrayList<>();

  private MsdNet(Blueprint blueprint, ParameterList parameters) {
    add(blueprint, parameters, blueprint.channels(), 1, 3, 1);
    for (int layer = 0; layer < LAYERS; layer++) {
      add(blueprint, parameters, layer + 1, 1, 3, layer + 1);
    }
    add(blueprint, parameters, LAYERS + 1 + blueprint.channels(), blueprint.classes(), 1, 1);
  }

  private void add(
      Blueprint blueprint, ParameterList parameters, int in, int out, int size, int dilation) {
    int place = 2 * convolutions.size();
    Kernel kernel = Kernel.cube(blueprint.dimension(), size, 1, dilation);
    convolutions.add(new Convolution(parameters.part("layers." + place), in, out, kernel, true));
    normalizations.add(
        new Normalization(
            parameters.part("layers." + (place + 1)),
            Statistics.BATCH,
            out,
            size == 1 ? Activation.NONE : Activation.RELU));
  }

  /** {@code msdnet} of the configuration. */
  static final class Kind implements Architecture {
    @Override
    public Layers build(Blueprint blueprint, ParameterList parameters) {
      if (blueprint.perImage()) {
        throw new ConfigurationException(
            "The architecture msdnet gives one answer a voxel only",
            "model, architecture",
            "an architecture with an encoder, for regression or classification",
            "Choose another, such as unet or vgg16");
      }
      return new MsdNet(blueprint, parameters);
    }

    @Override
    public SizeRule sizes(Blueprint blueprint) {
      return SizeRule.atLeast(1, "msdnet keeps the size");
    }
  }

  @Override
  public NDArray logits(NDArray image, boolean training) {
    List<NDArray> features = new ArrayList<>();
    try {
      features.add(layer(0, image, training));
      for (int layer = 1; layer <= LAYERS; layer++) {
        try (NDArray all = Operators.concatenation(features.toArray(new NDArray[0]))) {
          features.add(layer(layer, all, training));
        }
      }
      features.add(image);
      try (NDArray all = Operators.concatenation(features.toArray(new NDArray[0]))) {
        return layer(LAYERS + 1, all, training);
      }
    } finally {
      features.remove(image);
      features.forEach(NDArray::close);
    }
  }

  private NDArray layer(int layer, NDArray image, boolean training) {
    try (NDArray convolved = convolutions.get(layer).forward(image)) {
      return normalizations.get(layer).forward(convolved, training);
    }
  }
}
