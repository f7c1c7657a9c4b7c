package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.PreActivatedConvolution;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The way down of a U-Net: what each level gives to the decoder, and the deepest image. */
final class UNetEncoder {
  private final UNetSettings settings;
  private final UNetBlocks blocks;
  private final UNetBlocks.Initial initial;
  private final List<PreActivatedConvolution> downsampling = new ArrayList<>();
  private final List<ConvolutionPair> encoding = new ArrayList<>();

  private UNetEncoder(UNetSettings settings, ParameterList parameters) {
    this.settings = settings;
    this.blocks = new UNetBlocks(settings);
    this.initial = blocks.initial(parameters.part("ins"), settings.filters(0));
  }

  /** With the parameters ins, ds_0, en_1, ds_1, en_2, ... */
  static UNetEncoder create(UNetSettings settings, ParameterList parameters) {
    UNetEncoder encoder = new UNetEncoder(settings, parameters);
    for (int level = 0; level < settings.depth(); level++) {
      encoder.addDownsampling(level, parameters.part("ds_" + level));
      encoder.addEncoding(level, parameters.part("en_" + (level + 1)));
    }
    return encoder;
  }

  /** With the parameters ins, ds.0, ds.1, ..., en.0, en.1, ... */
  static UNetEncoder createMultilayer(UNetSettings settings, ParameterList parameters) {
    UNetEncoder encoder = new UNetEncoder(settings, parameters);
    for (int level = 0; level < settings.depth(); level++) {
      encoder.addDownsampling(level, parameters.part("ds." + level));
    }
    for (int level = 0; level < settings.depth(); level++) {
      encoder.addEncoding(level, parameters.part("en." + level));
    }
    return encoder;
  }

  private void addDownsampling(int level, ParameterList part) {
    downsampling.add(
        blocks.downsampling(part, settings.filters(level), settings.filters(level + 1)));
  }

  private void addEncoding(int level, ParameterList part) {
    encoding.add(blocks.encoding(part, settings.filters(level + 1)));
  }

  /**
   * @param encoded gets the image of each level above the deepest, to be closed by the caller; null
   *     when nobody wants them
   * @return the deepest image
   */
  NDArray forward(NDArray image, boolean training, Deque<NDArray> encoded) {
    NDArray current = initial.forward(image, training);
    for (int level = 0; level < settings.depth(); level++) {
      NDArray half = downsampling.get(level).forward(current, training);
      if (encoded == null) {
        current.close();
      } else {
        encoded.push(current);
      }
      current = encoding.get(level).forward(half, training);
    }
    return current;
  }
}
