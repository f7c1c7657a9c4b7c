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
    if (!blueprint.perImage()) {
      return new Network(blueprint, parameters);
    }
    UNetEncoder encoder = UNetEncoder.createMultilayer(settings(blueprint), parameters);
    Transformer transformer = transformer(blueprint, parameters);
    return new PooledEncoder(
        (image, training) -> {
          try (NDArray deepest = encoder.forward(image, training, null)) {
            return tokens(transformer, blueprint, deepest, training);
          }
        },
        new PooledHead(blueprint, parameters, features(blueprint)));
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

  private static Transformer transformer(Blueprint blueprint, ParameterList parameters) {
    UNetSettings settings = settings(blueprint);
    int features = features(blueprint);
    int heads = (int) blueprint.options().number("num_heads", 12);
    Transformer.checkHeads(features, heads);
    List<Integer> axes = new ArrayList<>();
    blueprint.patchSizeNeeded().forEach(size -> axes.add(size >> settings.depth()));
    Collections.reverse(axes);
    return new Transformer(
        parameters.part("transformer"),
        settings.filters(settings.depth()),
        axes,
        1,
        features,
        heads,
        layers(blueprint));
  }

  /** Of a token. */
  private static int features(Blueprint blueprint) {
    return (int) blueprint.options().number("embed_dim", 768);
  }

  private static int layers(Blueprint blueprint) {
    return 3 * blueprint.settings().depth();
  }

  /** The image stays open. */
  private static NDArray tokens(
      Transformer transformer, Blueprint blueprint, NDArray image, boolean training) {
    return transformer.forward(image, training, Set.of(layers(blueprint) - 1)).get(0);
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
    private final Blueprint blueprint;
    private final ImageBlocks images;
    private final UNetEncoder encoder;

    /** By level, the full size first; the last has parameters in the file, but is not used. */
    private final List<Part> decoding = new ArrayList<>();

    private final Transformer transformer;
    private final Part first;
    private final PreActivatedConvolution output;

    Network(Blueprint blueprint, ParameterList parameters) {
      this.blueprint = blueprint;
      UNetSettings settings = settings(blueprint);
      int depth = settings.depth();
      images = new ImageBlocks(blueprint.dimension(), blueprint.statistics());
      encoder = UNetEncoder.createMultilayer(settings, parameters);
      for (int i = 0; i < depth - 1; i++) {
        ParameterList part = parameters.part("de." + i);
        decoding.add(decoder(part, 2 * settings.filters(i + 1), settings.filters(i)));
      }
      addUnused(
          blueprint,
          parameters.part("de." + (depth - 1)),
          2 * settings.filters(depth),
          settings.filters(depth - 1));
      transformer = transformer(blueprint, parameters);
      first =
          decoder(parameters.part("transCUP"), features(blueprint), settings.filters(depth - 1));
      output = new UNetBlocks(settings).output(parameters.part("out"), settings.filters(0));
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
      NDArray current;
      try (NDArray deepest = encoder.forward(image, training, encoded);
          NDArray tokens = tokens(transformer, blueprint, deepest, training)) {
        current = first.forward(tokens, training);
      }
      for (int i = decoding.size(); i > 0; i--) {
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
