package io.bactrian.imaging.normalize;

import java.util.Arrays;

/**
 * A map of intensities that is linear between knots, and beyond the first and the last goes on as
 * the piece beside them. It never falls when neither the knots nor their images do.
 */
final class PiecewiseLinear {
  private final double[] from;
  private final double[] to;
  private final double[] slopes;

  /**
   * A map.
   *
   * @param from knots, not falling, not all the same; where several lie in one place, the last
   *     counts
   * @param to as many
   */
  PiecewiseLinear(double[] from, double[] to) {
    int pieces = 0;
    double[] knots = new double[from.length];
    double[] images = new double[from.length];
    for (int i = 0; i < from.length; i++) {
      if (i > 0 && from[i] > knots[pieces]) {
        pieces++;
      }
      knots[pieces] = from[i];
      images[pieces] = to[i];
    }
    this.from = Arrays.copyOf(knots, pieces + 1);
    this.to = images;
    slopes = new double[pieces];
    for (int i = 0; i < pieces; i++) {
      slopes[i] = (images[i + 1] - images[i]) / (this.from[i + 1] - this.from[i]);
    }
  }

  double at(double value) {
    int low = 0;
    int high = slopes.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (value >= from[middle]) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return to[low] + (value - from[low]) * slopes[low];
  }

  void change(float[] voxels) {
    Chunks.forEach(
        voxels.length,
        (index, begin, end) -> {
          for (int i = begin; i < end; i++) {
            voxels[i] = (float) at(voxels[i]);
          }
        });
  }
}
