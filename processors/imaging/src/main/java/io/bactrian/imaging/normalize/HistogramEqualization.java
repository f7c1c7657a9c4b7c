package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import java.util.Arrays;

/**
 * Each value becomes the part of voxels that lie below it (0 to 1), so that the histogram becomes
 * flat: the cumulated histogram, interpolated linearly between the centres of its bins, as
 * scikit-image's equalize_hist does for floats. Geometry and label stay.
 *
 * @param bins of the histogram from the smallest to the largest value
 * @param mask whose voxels are counted; all are changed
 */
public record HistogramEqualization(int bins, Mask mask) implements Operation {
  /** As scikit-image's. */
  public static final int BINS = 256;

  public HistogramEqualization {
    if (bins < 2) {
      throw new IllegalArgumentException(bins + " bins");
    }
  }

  @Override
  public boolean needsMask() {
    return mask == Mask.FILE;
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    return Channels.change(
        sample, subject, (voxels, image, where) -> equalize(voxels, image, sample, where));
  }

  private float[] equalize(float[] voxels, Image image, Sample sample, String where) {
    float[] counted = Region.of(mask, image, voxels, sample, where).someValues(voxels, where);
    Histogram histogram = Histogram.of(counted, bins);
    if (!Channels.isRange(histogram.minimum(), histogram.maximum())) {
      throw Channels.constant("to equalize", histogram.minimum(), histogram.maximum(), where);
    }
    double[] parts = new double[bins];
    double sum = 0;
    for (int i = 0; i < bins; i++) {
      sum += histogram.counts()[i];
      parts[i] = sum;
    }
    double total = sum;
    Arrays.setAll(parts, i -> parts[i] / total);
    double first = histogram.centre(0);
    double perBin = 1 / histogram.width();
    Chunks.forEach(
        voxels.length,
        (index, from, to) -> {
          for (int i = from; i < to; i++) {
            double position = Math.max(0, Math.min(bins - 1, (voxels[i] - first) * perBin));
            int bin = Math.min(bins - 2, (int) position);
            voxels[i] = (float) (parts[bin] + (position - bin) * (parts[bin + 1] - parts[bin]));
          }
        });
    return voxels;
  }
}
