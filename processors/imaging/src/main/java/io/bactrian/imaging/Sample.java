package io.bactrian.imaging;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The images of one subject on their way through harmonization and normalization.
 *
 * @param channels at least one; all on one grid once {@link ImageChecks#sameGrid} has passed
 * @param label null when the subject has none
 * @param mask where statistics of intensities are taken (not 0), on a grid of its own that need not
 *     be that of the channels: it is looked up by place; null when none was asked for
 */
public record Sample(List<Image> channels, LabelMap label, LabelMap mask) {
  public Sample {
    channels = List.copyOf(channels);
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("A sample without channels");
    }
  }

  public Sample(List<Image> channels) {
    this(channels, null);
  }

  /** Without a mask. */
  public Sample(List<Image> channels, LabelMap label) {
    this(channels, label, null);
  }

  /** The same images with a mask. */
  public Sample withMask(LabelMap other) {
    return new Sample(channels, label, other);
  }

  /** The grid of the first channel. */
  public Geometry geometry() {
    return channels.get(0).geometry();
  }

  /** Other channels, the same label. */
  public Sample withChannels(List<Image> others) {
    return new Sample(others, label, mask);
  }

  /** Each channel through {@code change}, the label as it is. */
  public Sample mapChannels(UnaryOperator<Image> change) {
    return withChannels(channels.stream().map(change).toList());
  }

  /** Each channel and, where there is one, the label. */
  public Sample map(UnaryOperator<Image> ofImages, UnaryOperator<LabelMap> ofLabels) {
    Objects.requireNonNull(ofLabels);
    return new Sample(
        channels.stream().map(ofImages).toList(),
        label == null ? null : ofLabels.apply(label),
        mask);
  }
}
