package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.losses.Composition;
import io.bactrian.learning.losses.DeepSupervision;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.PreActivatedConvolution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * U-Net and, with residual blocks, ResUNet (Çiçek et al. 2016, arXiv:1606.06650) as GaNDLF builds
 * them: convolutions after normalization and leaky ReLU, strided convolutions on the way down,
 * linear interpolation on the way up.
 */
final class UNet implements Layers {
  private final UNetSettings settings;
  private final UNetBlocks blocks;
  private final UNetEncoder encoder;

  /** By level, the full size first. */
  private final List<UNetBlocks.Upsampling> upsampling = new ArrayList<>();

  private final List<UNetBlocks.Decoding> decoding = new ArrayList<>();

  /** Of the full size; of deep networks also of the levels below. */
  private final List<PreActivatedConvolution> outputs = new ArrayList<>();

  private UNet(UNetSettings settings, UNetEncoder encoder) {
    this.settings = settings;
    this.blocks = new UNetBlocks(settings);
    this.encoder = encoder;
  }

  /** With the parameters of GaNDLF's {@code unet}, for any depth: ds_0, en_1, ..., us_0, de_0. */
  static UNet create(UNetSettings settings, ParameterList parameters) {
    UNet net = createBody(settings, parameters);
    net.outputs.add(net.blocks.output(parameters.part("out"), net.decodedFilters(0)));
    return net;
  }

  /** With an output at each level but the deepest: out_3, ..., out_0. */
  static UNet createDeep(UNetSettings settings, ParameterList parameters) {
    UNet net = createBody(settings, parameters);
    for (int level = settings.depth() - 1; level >= 0; level--) {
      ParameterList part = parameters.part("out_" + level);
      net.outputs.add(0, net.blocks.output(part, net.decodedFilters(level)));
    }
    return net;
  }

  private static UNet createBody(UNetSettings settings, ParameterList parameters) {
    UNet net = new UNet(settings, UNetEncoder.create(settings, parameters));
    for (int level = settings.depth() - 1; level >= 0; level--) {
      net.addUpsampling(level, parameters.part("us_" + level), 0);
      net.addDecoding(level, parameters.part("de_" + level), 0);
    }
    return net;
  }

  /** With the parameters of GaNDLF's {@code unet_multilayer}: ds.0, ..., en.0, ..., us.0, ... */
  static UNet createMultilayer(UNetSettings settings, ParameterList parameters) {
    UNet net = new UNet(settings, UNetEncoder.createMultilayer(settings, parameters));
    for (int level = 0; level < settings.depth(); level++) {
      net.addUpsampling(level, parameters.part("us." + level), level);
    }
    for (int level = 0; level < settings.depth(); level++) {
      net.addDecoding(level, parameters.part("de." + level), level);
    }
    net.outputs.add(net.blocks.output(parameters.part("out"), net.decodedFilters(0)));
    return net;
  }

  private void addUpsampling(int level, ParameterList part, int position) {
    upsampling.add(
        position, blocks.upsampling(part, settings.filters(level + 1), settings.filters(level)));
  }

  private void addDecoding(int level, ParameterList part, int position) {
    decoding.add(
        position, blocks.decoding(part, 2 * settings.filters(level), decodedFilters(level)));
  }

  private int decodedFilters(int level) {
    return level == 0 && settings.wideOutput() ? 2 * settings.filters(0) : settings.filters(level);
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
    return outputs.size() == 1 ? Composition.FIRST : DeepSupervision.of(outputs.size());
  }

  /**
   * @param wanted how many outputs, from the full size on
   */
  private List<NDArray> decoded(NDArray image, boolean training, int wanted) {
    Deque<NDArray> encoded = new ArrayDeque<>();
    List<NDArray> results = new ArrayList<>();
    NDArray current = encoder.forward(image, training, encoded);
    for (int level = settings.depth() - 1; level >= 0; level--) {
      NDArray upsampled = upsampling.get(level).forward(current);
      current = decoding.get(level).forward(upsampled, encoded.pop(), training);
      if (level < wanted) {
        results.add(0, outputs.get(level).forward(current, training));
      }
    }
    current.close();
    return results;
  }
}
