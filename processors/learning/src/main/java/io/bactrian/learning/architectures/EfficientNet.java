package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.DepthwiseConvolution;
import io.bactrian.learning.network.Kernel;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import io.bactrian.learning.operators.ImageOperators;
import java.util.List;

/**
 * EfficientNet (Tan and Le 2019, arXiv:1905.11946) as GaNDLF has it, which differs from the paper:
 * no residual connections, full convolutions in the blocks that widen, and a frame of zeros in the
 * first block. Patches that cannot be halved five times get a network with fewer blocks.
 *
 * @param width factor of the filters
 * @param depth factor of the layers
 * @param dropout before the last layer
 */
record EfficientNet(double width, double depth, float dropout) implements Architecture {
  /** Compound scaling from 0 to 7. */
  static final List<EfficientNet> B =
      List.of(
          new EfficientNet(1, 1, 0.2f),
          new EfficientNet(1, 1.1, 0.2f),
          new EfficientNet(1.1, 1.2, 0.3f),
          new EfficientNet(1.2, 1.4, 0.3f),
          new EfficientNet(1.4, 1.8, 0.4f),
          new EfficientNet(1.6, 2.2, 0.4f),
          new EfficientNet(1.8, 2.6, 0.5f),
          new EfficientNet(2, 3.1, 0.5f));

  private record Stage(int kernel, int filters, int layers, int stride) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(3, 16, 1, 1),
          new Stage(3, 24, 2, 2),
          new Stage(5, 40, 2, 2),
          new Stage(3, 80, 3, 2),
          new Stage(5, 112, 3, 1),
          new Stage(5, 192, 4, 2),
          new Stage(3, 320, 1, 1));

  /** Stages of a patch that can be halved 2, 3 or 4 times. */
  private static final int[] FEWER = {2, 3, 5};

  private static final int EXPANSION = 6;
  private static final int REDUCTION = 4;

  @Override
  public Layers build(Blueprint blueprint, ParameterList parameters) {
    ImageBlocks blocks = ImageBlocks.normalized(blueprint);
    ParameterList features = parameters.part("features");
    int in = filters(32);
    Chain network = new Chain();
    network.add(blocks.convolution(features.part("conv1"), blueprint.channels(), in, 3, 2));
    network.add(blocks.normalization(features.part("norm1"), in, Activation.NONE));
    network.add(Part.SILU);
    for (int i = 0; i < stages(blueprint); i++) {
      Stage stage = STAGES.get(i);
      int out = filters(stage.filters());
      for (int layer = 0; layer < (int) Math.ceil(stage.layers() * depth); layer++) {
        ParameterList part = features.part("block" + i + "-layer" + layer);
        Kernel kernel =
            Kernel.cube(blocks.dimension(), stage.kernel(), layer == 0 ? stage.stride() : 1, 1);
        network.add(
            i == 0 ? narrow(blocks, part, in, out, kernel) : wide(blocks, part, in, out, kernel));
        in = out;
      }
    }
    ParameterList last = features.part("final_conv");
    network.add(blocks.convolution(last.part("conv2"), in, filters(1280), 1, 1));
    network.add(blocks.normalization(last.part("norm2"), filters(1280), Activation.NONE));
    network.add(Part.SILU).add(Part.MEAN_OF_SPACE).add(Part.dropout(dropout));
    return network.add(
        ImageBlocks.linear(parameters.part("classifier.1"), filters(1280), blueprint.classes()));
  }

  private static Part narrow(
      ImageBlocks blocks, ParameterList parameters, int in, int out, Kernel kernel) {
    DepthwiseConvolution depthwise =
        new DepthwiseConvolution(parameters.part("depthconv1"), in, kernel);
    Chain chain = new Chain();
    chain.add((image, training) -> depthwise.forward(image));
    chain.add(blocks.normalization(parameters.part("norm1"), in, Activation.NONE));
    chain.add(Part.SILU);
    chain.add(squeeze(parameters.part("squeeze"), in));
    chain.add(blocks.convolution(parameters.part("conv2"), in, out, 1, 1));
    // GaNDLF pads this convolution of single voxels by one.
    chain.add((image, training) -> ImageOperators.frame(image));
    return chain.add(blocks.normalization(parameters.part("norm2"), out, Activation.NONE));
  }

  private static Part wide(
      ImageBlocks blocks, ParameterList parameters, int in, int out, Kernel kernel) {
    int between = EXPANSION * in;
    Chain chain = new Chain();
    chain.add(blocks.convolution(parameters.part("conv1"), in, between, 1, 1));
    chain.add(blocks.normalization(parameters.part("norm1"), between, Activation.NONE));
    chain.add(Part.SILU);
    chain.add(blocks.convolution(parameters.part("depthconv1"), between, between, kernel, false));
    chain.add(blocks.normalization(parameters.part("norm2"), between, Activation.NONE));
    chain.add(Part.SILU);
    chain.add(squeeze(parameters.part("squeeze"), between));
    chain.add(blocks.convolution(parameters.part("conv2"), between, out, 1, 1));
    return chain.add(blocks.normalization(parameters.part("norm3"), out, Activation.NONE));
  }

  /** Squeeze and excitation (Hu et al. 2017, arXiv:1709.01507): channels weigh channels. */
  private static Part squeeze(ParameterList parameters, int channels) {
    Chain gates = new Chain();
    gates.add(Part.MEAN_OF_SPACE);
    gates.add(ImageBlocks.linear(parameters.part("FC1"), channels, channels / REDUCTION));
    gates.add(Part.RELU);
    gates.add(ImageBlocks.linear(parameters.part("FC2"), channels / REDUCTION, channels));
    return (image, training) -> {
      try (NDArray weights = gates.forward(image, training)) {
        return ImageOperators.gate(image, weights);
      }
    };
  }

  /** Filters times the width, rounded to a multiple of 8, at most a tenth down. */
  private int filters(int filters) {
    double wanted = filters * width;
    int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
    return rounded < 0.9 * wanted ? rounded + 8 : rounded;
  }

  private static int stages(Blueprint blueprint) {
    if (blueprint.patchSize().stream().allMatch(size -> size % 32 == 0)) {
      return STAGES.size();
    }
    int halvings =
        blueprint.patchSize().stream()
            .mapToInt(size -> 31 - Integer.numberOfLeadingZeros(size))
            .min()
            .orElseThrow();
    if (halvings < 2) {
      throw new ConfigurationException(
          "The patch size " + blueprint.patchSize() + " is too small for an EfficientNet",
          "patch_size",
          "sizes of at least 4; for all blocks at least 32",
          "Enlarge patch_size");
    }
    return halvings >= 5 ? STAGES.size() : FEWER[halvings - 2];
  }

  @Override
  public SizeRule sizes(Blueprint blueprint) {
    return SizeRule.atLeast(4, "halved at least twice");
  }

  @Override
  public boolean perImage(Blueprint blueprint) {
    return true;
  }
}
