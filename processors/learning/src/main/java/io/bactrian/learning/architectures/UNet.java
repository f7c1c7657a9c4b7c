package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
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
  private UNetBlocks.Initial initial;
  private final List<PreActivatedConvolution> downsampling = new ArrayList<>();
  private final List<ConvolutionPair> encoding = new ArrayList<>();

  /** By level, the full size first. */
  private final List<UNetBlocks.Upsampling> upsampling = new ArrayList<>();

  private final List<UNetBlocks.Decoding> decoding = new ArrayList<>();
  private PreActivatedConvolution output;

  private UNet(UNetSettings settings) {
    this.settings = settings;
    this.blocks = new UNetBlocks(settings);
  }

  /** With the parameters of GaNDLF's {@code unet}, for any depth: ds_0, en_1, ..., us_0, de_0. */
  static UNet create(UNetSettings settings, ParameterList parameters) {
    UNet net = new UNet(settings);
    net.addInitial(parameters);
    for (int level = 0; level < settings.depth(); level++) {
      net.addDownsampling(level, parameters.part("ds_" + level));
      net.addEncoding(level, parameters.part("en_" + (level + 1)));
    }
    for (int level = settings.depth() - 1; level >= 0; level--) {
      net.addUpsampling(level, parameters.part("us_" + level), 0);
      net.addDecoding(level, parameters.part("de_" + level), 0);
    }
    net.addOutput(parameters);
    return net;
  }

  /** With the parameters of GaNDLF's {@code unet_multilayer}: ds.0, ..., en.0, ..., us.0, ... */
  static UNet createMultilayer(UNetSettings settings, ParameterList parameters) {
    UNet net = new UNet(settings);
    net.addInitial(parameters);
    for (int level = 0; level < settings.depth(); level++) {
      net.addDownsampling(level, parameters.part("ds." + level));
    }
    for (int level = 0; level < settings.depth(); level++) {
      net.addEncoding(level, parameters.part("en." + level));
    }
    for (int level = 0; level < settings.depth(); level++) {
      net.addUpsampling(level, parameters.part("us." + level), level);
    }
    for (int level = 0; level < settings.depth(); level++) {
      net.addDecoding(level, parameters.part("de." + level), level);
    }
    net.addOutput(parameters);
    return net;
  }

  private void addInitial(ParameterList parameters) {
    initial = blocks.initial(parameters.part("ins"), settings.filters(0));
  }

  private void addDownsampling(int level, ParameterList part) {
    downsampling.add(
        blocks.downsampling(part, settings.filters(level), settings.filters(level + 1)));
  }

  private void addEncoding(int level, ParameterList part) {
    encoding.add(blocks.encoding(part, settings.filters(level + 1)));
  }

  private void addUpsampling(int level, ParameterList part, int position) {
    upsampling.add(
        position, blocks.upsampling(part, settings.filters(level + 1), settings.filters(level)));
  }

  private void addDecoding(int level, ParameterList part, int position) {
    decoding.add(
        position, blocks.decoding(part, 2 * settings.filters(level), decodedFilters(level)));
  }

  private void addOutput(ParameterList parameters) {
    output = blocks.output(parameters.part("out"), decodedFilters(0));
  }

  private int decodedFilters(int level) {
    return level == 0 && settings.wideOutput() ? 2 * settings.filters(0) : settings.filters(level);
  }

  @Override
  public NDArray logits(NDArray image, boolean training) {
    Deque<NDArray> encoded = new ArrayDeque<>();
    NDArray current = initial.forward(image, training);
    for (int level = 0; level < settings.depth(); level++) {
      encoded.push(current);
      current =
          encoding.get(level).forward(downsampling.get(level).forward(current, training), training);
    }
    for (int level = settings.depth() - 1; level >= 0; level--) {
      NDArray upsampled = upsampling.get(level).forward(current);
      current = decoding.get(level).forward(upsampled, encoded.pop(), training);
    }
    try (NDArray last = current) {
      return output.forward(last, training);
    }
  }
}
