package io.bactrian.learning.architectures;

import io.bactrian.learning.network.Normalization.Statistics;

/**
 * What a U-Net is built of.
 *
 * @param dimension of the images, 2 or 3
 * @param channels of the input
 * @param classes channels of the output
 * @param baseFilters channels of the first level
 * @param depth how many times the encoder halves the image
 * @param statistics of the normalization
 * @param residual whether a block adds its input to its output
 * @param light whether each level has as many channels as the first, instead of twice those of the
 *     level above
 * @param wideOutput whether the last decoder block keeps twice the base filters, as GaNDLF's {@code
 *     unet} does and its {@code unet_multilayer} does not
 * @param dropout probability of a channel to be dropped between two convolutions in training; 0 for
 *     none (GaNDLF has 0.5)
 */
public record UNetSettings(
    int dimension,
    int channels,
    int classes,
    int baseFilters,
    int depth,
    Statistics statistics,
    boolean residual,
    boolean light,
    boolean wideOutput,
    float dropout) {
  /** Filters of a level, 0 at the full size. */
  int filters(int level) {
    return light ? baseFilters : baseFilters << level;
  }
}
