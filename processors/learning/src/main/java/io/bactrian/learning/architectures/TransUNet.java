package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Kernel;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.PreActivatedConvolution;
import io.bactrian.learning.network.SizeRule;
import io.bactrian.learning.network.UnusedParameters;
import io.bactrian.learning.operators.Operators;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * TransUNet (Chen et al. 2021, arXiv:2102.04306) as GaNDLF has it: the encoder of a U-Net, a
 * transformer on its last level, and a decoder of single convolutions and interpolation.
 */
final class TransUNet implements Architecture {
  @Override
  public Layers build(Blueprint blueprint, ParameterList parameters) {
    return new Network(blueprint, parameters);
  }

  @Override
  public SizeRule sizes(Blueprint blueprint) {
    List<Integer> size = blueprint.patchSizeNeeded();
    int depth = blueprint.settings().depth();
    SizeRule halved = SizeRule.halved(depth);
    int[] patch = {1, 1, 1};
    for (int axis = 0; axis < size.size(); axis++) {
      patch[axis] = size.get(axis);
    }
    halved.check(blueprint.dimension(), patch);
    return SizeRule.exactly(size, "one token for each of its places");
  }

  private static final class Network implements Layers {
    private final ImageBlocks images;
    private final int depth;
    private final int layers;
    private final UNetBlocks.Initial initial;
    private final List<PreActivatedConvolution> downsampling = new ArrayList<>();
    private final List<ConvolutionPair> encoding = new ArrayList<>();

    /** By level, the full size first; the last has parameters in the file, but is not used. */
    private final List<Part> decoding = new ArrayList<>();

    private final Transformer transformer;
    private final Part first;
    private final PreActivatedConvolution output;

    Network(Blueprint blueprint, ParameterList parameters) {
      UNetSettings settings = settings(blueprint);
      UNetBlocks blocks = new UNetBlocks(settings);
      images = new ImageBlocks(blueprint.dimension(), blueprint.statistics());
      depth = settings.depth();
      layers = 3 * depth;
      initial = blocks.initial(parameters.part("ins"), settings.filters(0));
      for (int i = 0; i < depth; i++) {
        downsampling.add(
            blocks.downsampling(
                parameters.part("ds." + i), settings.filters(i), settings.filters(i + 1)));
      }
      for (int i = 0; i < depth; i++) {
        encoding.add(blocks.encoding(parameters.part("en." + i), settings.filters(i + 1)));
      }
      for (int i = 0; i < depth - 1; i++) {
        ParameterList part = parameters.part("de." + i);
        decoding.add(decoder(part, 2 * settings.filters(i + 1), settings.filters(i)));
      }
      addUnused(
          blueprint,
          parameters.part("de." + (depth - 1)),
          2 * settings.filters(depth),
          settings.filters(depth - 1));
      int features = (int) blueprint.options().number("embed_dim", 768);
      transformer = transformer(blueprint, parameters, settings.filters(depth), features);
      first = decoder(parameters.part("transCUP"), features, settings.filters(depth - 1));
      output = blocks.output(parameters.part("out"), settings.filters(0));
    }

    private static UNetSettings settings(Blueprint blueprint) {
      return new UNetSettings(
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
    }

    private Transformer transformer(
        Blueprint blueprint, ParameterList parameters, int channels, int features) {
      int heads = (int) blueprint.options().number("num_heads", 12);
      Transformer.checkHeads(features, heads);
      List<Integer> axes = new ArrayList<>();
      blueprint.patchSizeNeeded().forEach(size -> axes.add(size >> depth));
      Collections.reverse(axes);
      return new Transformer(
          parameters.part("transformer"), channels, axes, 1, features, heads, layers);
    }

    private Part decoder(ParameterList parameters, int in, int out) {
      return new Chain()
          .add(images.convolution(parameters.part("conv"), in, out, 3, 1))
          .add(images.normalization(parameters.part("norm"), out, Activation.RELU))
          .add((image, training) -> Operators.upsampling(image));
    }

    private static void addUnused(Blueprint blueprint, ParameterList parameters, int in, int out) {
      Shape weight = Kernel.cube(blueprint.dimension(), 3, 1, 1).weightShape(out, in);
      UnusedParameters.add(parameters.part("conv"), "weight", weight);
      if (blueprint.statistics() == Statistics.BATCH) {
        ParameterList norm = parameters.part("norm");
        for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
          UnusedParameters.add(norm, name, new Shape(out));
        }
        UnusedParameters.add(norm, "num_batches_tracked", new Shape());
      }
    }

    @Override
    public NDArray logits(NDArray image, boolean training) {
      Deque<NDArray> encoded = new ArrayDeque<>();
      NDArray current = initial.forward(image, training);
      for (int i = 0; i < depth; i++) {
        encoded.push(current);
        current = encoding.get(i).forward(downsampling.get(i).forward(current, training), training);
      }
      try (NDArray last = current;
          NDArray tokens = transformer.forward(last, training, Set.of(layers - 1)).get(0)) {
        current = first.forward(tokens, training);
      }
      for (int i = depth - 1; i > 0; i--) {
        NDArray joined;
        try (NDArray upsampled = current;
            NDArray skipped = encoded.pop()) {
          joined = Operators.concatenation(upsampled, skipped);
        }
        try (joined) {
          current = decoding.get(i - 1).forward(joined, training);
        }
      }
      encoded.pop().close();
      try (NDArray last = current) {
        return output.forward(last, training);
      }
    }
  }
}
