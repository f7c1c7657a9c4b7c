package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the intensities of an image lie, as histogram matching needs it.
 *
 * @param minimum the smallest value
 * @param quantiles not falling: the mean, which separates background from what counts; the values
 *     at equal parts of the voxels above it; the largest value
 */
public record IntensityProfile(double minimum, List<Double> quantiles) {
  public IntensityProfile {
    quantiles = List.copyOf(quantiles);
  }

  /**
   * The profile of an image.
   *
   * @param levels bins of the histogram above the mean
   * @param points quantiles between mean and largest value
   * @param where names the image in the message
   * @throws ImageContentException when it is constant or not finite
   */
  public static IntensityProfile of(Image image, int levels, int points, String where) {
    return of(image.toFloats(), levels, points, where);
  }

  static IntensityProfile of(float[] values, int levels, int points, String where) {
    float[] range = Percentiles.extremes(values);
    if (!Channels.isRange(range[0], range[1])) {
      throw Channels.constant("of the histogram", range[0], range[1], where);
    }
    double mean = Statistics.of(values, Mask.ALL).mean();
    return of(Histogram.of(values, levels, mean, range[1]), range[0], points);
  }

  /**
   * The profile of the values -1 to 1, evenly spread: matching to it equalizes a histogram, as
   * GaNDLF does when no target is given.
   */
  public static IntensityProfile even(int points) {
    List<Double> quantiles = new ArrayList<>();
    for (int i = 0; i <= points + 1; i++) {
      quantiles.add((double) i / (points + 1));
    }
    return new IntensityProfile(-1, quantiles);
  }

  private static IntensityProfile of(Histogram histogram, double minimum, int points) {
    List<Double> quantiles = new ArrayList<>();
    quantiles.add(histogram.minimum());
    for (int i = 1; i <= points; i++) {
      quantiles.add(histogram.quantile((double) i / (points + 1)));
    }
    quantiles.add(histogram.maximum());
    return new IntensityProfile(minimum, quantiles);
  }

  double maximum() {
    return quantiles.get(quantiles.size() - 1);
  }

  /** The values a piecewise linear map runs through: the smallest, then the quantiles. */
  double[] knots() {
    List<Double> all = new ArrayList<>(Collections.singletonList(minimum));
    all.addAll(quantiles);
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
