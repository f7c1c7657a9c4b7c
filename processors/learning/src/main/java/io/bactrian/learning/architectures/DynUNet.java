package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.learning.architectures.DynUNetBlock.Style;
import io.bactrian.learning.losses.Composition;
import io.bactrian.learning.losses.DeepSupervision;
import io.bactrian.learning.network.Activation;
import io.bactrian.learning.network.Convolution;
import io.bactrian.learning.network.Kernel;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import io.bactrian.learning.network.TransposedConvolution;
import io.bactrian.learning.operators.Operators;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The dynamic U-Net (Isensee et al. 2019, arXiv:1904.08128), {@code dynunet}, as MONAI builds it
 * and GaNDLF wraps it: kernels and strides of each level follow from the patch, plain or residual
 * blocks, transposed convolutions on the way up, and on request outputs at deeper levels for the
 * loss.
 */
final class DynUNet implements Layers {
  private final DynUNetPlan plan;
  private final Style style;
  private final List<Integer> filters;

  /** By level, the full size first; the last is the bottleneck. */
  private final List<DynUNetBlock> encoding = new ArrayList<>();

  /** The deepest level first. */
  private final List<TransposedConvolution> upsampling = new ArrayList<>();

  private final List<DynUNetBlock> decoding = new ArrayList<>();

  /** Of the full size, then of the levels below it that the loss sees. */
  private final List<Convolution> outputs = new ArrayList<>();

  private DynUNet(DynUNetPlan plan, Style style, List<Integer> filters) {
    this.plan = plan;
    this.style = style;
    this.filters = filters;
  }

  /** {@code dynunet} of the configuration. */
  static final class Kind implements Architecture {
    @Override
    public Layers build(Blueprint blueprint, ParameterList parameters) {
      DynUNetPlan plan = DynUNetPlan.of(blueprint);
      Parameters options = blueprint.options();
      Activation activation =
          options.text("act_name", "leakyrelu").equals("relu")
              ? Activation.RELU
              : Activation.LEAKY_RELU;
      Statistics statistics =
          switch (blueprint.statistics()) {
            case BATCH -> Statistics.BATCH;
            case NONE -> Statistics.NONE;
            // MONAI's instance norm neither scales nor shifts nor tracks.
            default -> Statistics.BARE_INSTANCE;
          };
      Style style = new Style(statistics, activation, blueprint.dropout());
      ParameterList model = parameters.part("model");
      DynUNet net = new DynUNet(plan, style, filters(blueprint, plan));
      boolean residual = options.flag("res_block", true);
      net.addEncoder(blueprint.channels(), residual, model);
      if (blueprint.perImage()) {
        int deepest = net.filters.get(plan.levels() - 1);
        return new PooledEncoder(
            (image, training) -> net.encode(image, training, null),
            new PooledHead(blueprint, parameters, deepest));
      }
      net.addDecoder(blueprint, model);
      return net;
    }

    @Override
    public SizeRule sizes(Blueprint blueprint) {
      return SizeRule.multiplesOf(
          DynUNetPlan.of(blueprint).multiples(), "the product of the strides of dynunet");
    }
  }

  private static List<Integer> filters(Blueprint blueprint, DynUNetPlan plan) {
    int[] given = blueprint.options().integers("filters");
    if (given.length > 0 && given.length < plan.levels()) {
      throw new ConfigurationException(
          given.length + " filters for the " + plan.levels() + " levels of dynunet",
          "model, filters",
          "a number for each level",
          "Give more, or remove the key");
    }
    List<Integer> filters = new ArrayList<>();
    int most = blueprint.dimension() == 3 ? 320 : 512;
    for (int level = 0; level < plan.levels(); level++) {
      long doubled = (long) blueprint.filters() << level;
      filters.add(given.length > 0 ? given[level] : (int) Math.min(doubled, most));
    }
    return filters;
  }

  private void addEncoder(int channels, boolean residual, ParameterList model) {
    int last = plan.levels() - 1;
    int in = channels;
    for (int level = 0; level <= last; level++) {
      String name = level == 0 ? "input_block" : "downsamples." + (level - 1);
      encoding.add(
          new DynUNetBlock(
              model.part(level == last ? "bottleneck" : name),
              style,
              in,
              filters.get(level),
              plan.kernel(level),
              plan.still(level),
              residual ? plan.shortcut(level) : null));
      in = filters.get(level);
    }
  }

  private void addDecoder(Blueprint blueprint, ParameterList model) {
    boolean biased = blueprint.options().flag("trans_bias", false);
    for (int level = plan.levels() - 1; level > 0; level--) {
      ParameterList part = model.part("upsamples." + (plan.levels() - 1 - level));
      int own = filters.get(level - 1);
      upsampling.add(
          new TransposedConvolution(
              part.part("transp_conv.conv"), filters.get(level), own, plan.upward(level), biased));
      Kernel still = plan.still(level);
      decoding.add(
          new DynUNetBlock(part.part("conv_block"), style, 2 * own, own, still, still, null));
    }
    addOutput(blueprint, model.part("output_block"), 0);
    int deep = supervised(blueprint);
    for (int head = 0; head < deep; head++) {
      addOutput(blueprint, model.part("deep_supervision_heads." + head), head + 1);
    }
  }

  private int supervised(Blueprint blueprint) {
    if (!blueprint.options().flag("deep_supervision", false)) {
      return 0;
    }
    int deep = (int) blueprint.options().number("deep_supr_num", 1);
    if (deep > plan.levels() - 2) {
      throw new ConfigurationException(
          "A dynunet of " + plan.levels() + " levels has no " + deep + " outputs below the first",
          "model, deep_supr_num",
          "1 to " + (plan.levels() - 2),
          "Lower it");
    }
    return deep;
  }

  private void addOutput(Blueprint blueprint, ParameterList part, int level) {
    Kernel kernel = Kernel.cube(blueprint.dimension(), 1, 1, 1);
    outputs.add(
        new Convolution(
            part.part("conv.conv"), filters.get(level), blueprint.classes(), kernel, true));
  }

  @Override
  public NDArray logits(NDArray image, boolean training) {
    return decoded(image, training, 1).get(0);
  }

  @Override
  public List<NDArray> outputs(NDArray image) {
    return decoded(image, true, outputs.size());
  }

  @Override
  public Composition composition() {
    return outputs.size() == 1 ? Composition.FIRST : DeepSupervision.halving(outputs.size());
  }

  /** MONAI's module has each block a second time under this name. */
  @Override
  public boolean repeats(String name) {
    return name.startsWith("model.skip_layers.");
  }

  private NDArray encode(NDArray image, boolean training, Deque<NDArray> encoded) {
    NDArray current = encoding.get(0).forward(image, training);
    for (int level = 1; level < plan.levels(); level++) {
      NDArray above = current;
      current = encoding.get(level).forward(above, training);
      if (encoded == null) {
        above.close();
      } else {
        encoded.push(above);
      }
    }
    return current;
  }

  /**
   * @param wanted how many outputs, from the full size on; all get the full size
   */
  private List<NDArray> decoded(NDArray image, boolean training, int wanted) {
    Deque<NDArray> encoded = new ArrayDeque<>();
    List<NDArray> results = new ArrayList<>();
    NDArray current = encode(image, training, encoded);
    for (int level = plan.levels() - 2; level >= 0; level--) {
      int step = plan.levels() - 2 - level;
      try (NDArray skipped = encoded.pop();
          NDArray below = current;
          NDArray wide = style.drop(upsampling.get(step).forward(below), training);
          NDArray both = Operators.concatenation(wide, skipped)) {
        current = decoding.get(step).forward(both, training);
      }
      if (level < wanted) {
        NDArray output = style.drop(outputs.get(level).forward(current), training);
        results.add(0, level == 0 ? output : enlarged(output, image));
      }
    }
    current.close();
    return results;
  }

  private static NDArray enlarged(NDArray output, NDArray image) {
    try (output) {
      return Operators.repetitionTo(output, image);
    }
  }
}
