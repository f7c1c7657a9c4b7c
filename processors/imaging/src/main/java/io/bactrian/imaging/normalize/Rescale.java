package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import java.util.List;
import java.util.Objects;

/**
 * Linear change of each channel so that two of its percentiles come to lie at {@code minimum} and
 * {@code maximum}; values beyond the percentiles are clipped. Geometry and label stay. TorchIO's
 * RescaleIntensity and GaNDLF's {@code rescale}.
 *
 * @param lowPercentile 0 to 100; 0 is the smallest value. Between values, percentiles are
 *     interpolated linearly, as numpy does by default
 * @param highPercentile 100 is the largest value
 * @param input two values that come to lie at {@code minimum} and {@code maximum} in place of the
 *     percentiles, which then only clip; null for the percentiles
 * @param mask where percentiles are taken
 */
public record Rescale(
    double minimum,
    double maximum,
    double lowPercentile,
    double highPercentile,
    List<Double> input,
    Mask mask)
    implements Operation {
  public Rescale {
    if (!(minimum < maximum)) {
      throw new IllegalArgumentException("Not a range: " + minimum + " to " + maximum);
    }
    if (!(0 <= lowPercentile && lowPercentile < highPercentile && highPercentile <= 100)) {
      throw new IllegalArgumentException(
          "Not a range of percentiles: " + lowPercentile + " to " + highPercentile);
    }
    if (input != null && (input.size() != 2 || !(input.get(0) < input.get(1)))) {
      throw new IllegalArgumentException("Not a range: " + input);
    }
    Objects.requireNonNull(mask);
  }

  /** From percentiles of all voxels. */
  public Rescale(double minimum, double maximum, double lowPercentile, double highPercentile) {
    this(minimum, maximum, lowPercentile, highPercentile, null, Mask.ALL);
  }

  /** From the smallest and the largest value. */
  public Rescale(double minimum, double maximum) {
    this(minimum, maximum, 0, 100);
  }

  @Override
  public boolean needsMask() {
    return mask == Mask.FILE;
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    return Channels.change(
        sample, subject, (voxels, image, where) -> rescale(voxels, image, sample, where));
  }

  private float[] rescale(float[] voxels, Image image, Sample sample, String where) {
    float[] values = Region.of(mask, image, voxels, sample, where).someValues(voxels, where);
    double[] range = Percentiles.of(values, lowPercentile, highPercentile);
    if (input == null && !Channels.isRange(range[0], range[1])) {
      throw Channels.constant("to rescale", range[0], range[1], where);
    }
    float low = (float) range[0];
    float high = (float) range[1];
    double from0 = input == null ? range[0] : input.get(0);
    double from1 = input == null ? range[1] : input.get(1);
    float base = (float) from0;
    float factor = (float) ((maximum - minimum) / (from1 - from0));
    float bottom = (float) minimum;
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          for (int i = from; i < to; i++) {
            voxels[i] = (Math.min(high, Math.max(low, voxels[i])) - base) * factor + bottom;
          }
        });
    return voxels;
  }
}
