package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Linear change of each channel so that two of its percentiles come to lie at {@code minimum} and
 * {@code maximum}; values beyond are clipped. Geometry and label stay. TorchIO's RescaleIntensity
 * and GaNDLF's {@code rescale}.
 *
 * @param lowPercentile 0 to 100; 0 is the smallest value. Between values, percentiles are
 *     interpolated linearly, as numpy does by default
 * @param highPercentile 100 is the largest value
 */
public record Rescale(double minimum, double maximum, double lowPercentile, double highPercentile)
    implements Operation {
  public Rescale {
    if (!(minimum < maximum)) {
      throw new IllegalArgumentException("Not a range: " + minimum + " to " + maximum);
    }
    if (!(0 <= lowPercentile && lowPercentile < highPercentile && highPercentile <= 100)) {
      throw new IllegalArgumentException(
          "Not a range of percentiles: " + lowPercentile + " to " + highPercentile);
    }
  }

  /** From the smallest and the largest value. */
  public Rescale(double minimum, double maximum) {
    this(minimum, maximum, 0, 100);
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    List<Image> channels = new ArrayList<>();
    for (Image channel : sample.channels()) {
      channels.add(rescale(channel, subject, channels.size() + 1));
    }
    return sample.withChannels(channels);
  }

  private Image rescale(Image image, String subject, int channel) {
    float[] voxels = image.copyFloats();
    double[] range = range(voxels);
    if (!(range[1] > range[0]) || !Double.isFinite(range[1] - range[0])) {
      throw new ImageContentException(
          "The values to rescale reach from " + range[0] + " to " + range[1],
          "subject " + subject + ", channel " + channel,
          "finite values that are not all the same",
          "look at the image; leave the subject out if it is empty, or choose other percentiles");
    }
    float low = (float) range[0];
    float high = (float) range[1];
    float factor = (float) ((maximum - minimum) / (range[1] - range[0]));
    float bottom = (float) minimum;
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          for (int i = from; i < to; i++) {
            voxels[i] = (Math.min(high, Math.max(low, voxels[i])) - low) * factor + bottom;
          }
        });
    return Image.of(voxels, image.geometry());
  }

  private double[] range(float[] voxels) {
    if (lowPercentile == 0 && highPercentile == 100) {
      return extremes(voxels);
    }
    float[] sorted = voxels.clone();
    Arrays.parallelSort(sorted);
    return new double[] {percentile(sorted, lowPercentile), percentile(sorted, highPercentile)};
  }

  private static double[] extremes(float[] voxels) {
    float[] lows = new float[Chunks.count(voxels.length)];
    float[] highs = new float[lows.length];
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          float low = voxels[from];
          float high = voxels[from];
          for (int i = from; i < to; i++) {
            low = Math.min(low, voxels[i]);
            high = Math.max(high, voxels[i]);
          }
          lows[index] = low;
          highs[index] = high;
        });
    double[] range = {lows[0], highs[0]};
    for (int i = 1; i < lows.length; i++) {
      range[0] = Math.min(range[0], lows[i]);
      range[1] = Math.max(range[1], highs[i]);
    }
    return range;
  }

  private static double percentile(float[] sorted, double percent) {
    double position = percent / 100 * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (position - below) * (sorted[above] - (double) sorted[below]);
  }
}
