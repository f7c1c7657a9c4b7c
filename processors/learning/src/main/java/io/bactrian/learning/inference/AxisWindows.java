package io.bactrian.learning.inference;

import io.bactrian.learning.sampling.GridSampler;

/**
 * Windows along one axis: where each begins, and how much each of its voxels counts. At every voxel
 * of the axis the weights of all windows add up to one; since a volume's weights are the products
 * of those of its axes, they do so in the volume too, and no count of visits is kept.
 *
 * @param starts first voxel of each window, ascending; below 0 when the window is longer than the
 *     axis, which then lies in its middle
 * @param weights for each window, of each of its voxels
 */
record AxisWindows(int[] starts, float[][] weights) {
  /**
   * The fewest windows that cover an axis and overlap by at least {@code overlap}, spread evenly,
   * so that they lie symmetrically.
   *
   * @param size voxels of the axis
   * @param window voxels of a window
   * @param overlap voxels, below {@code window}
   */
  static AxisWindows of(int size, int window, int overlap, Aggregation aggregation) {
    int[] starts = GridSampler.starts(size, window, Math.min(overlap, window - 1));
    double[][] raw = new double[starts.length][window];
    double[] sum = new double[size];
    for (int i = 0; i < starts.length; i++) {
      for (int voxel = 0; voxel < window; voxel++) {
        int position = starts[i] + voxel;
        if (position >= 0 && position < size) {
          raw[i][voxel] = weight(starts, i, voxel, window, aggregation);
          sum[position] += raw[i][voxel];
        }
      }
    }
    float[][] weights = new float[starts.length][window];
    for (int i = 0; i < starts.length; i++) {
      for (int voxel = 0; voxel < window; voxel++) {
        if (raw[i][voxel] > 0) {
          weights[i][voxel] = (float) (raw[i][voxel] / sum[starts[i] + voxel]);
        }
      }
    }
    return new AxisWindows(starts, weights);
  }

  private static double weight(
      int[] starts, int i, int voxel, int window, Aggregation aggregation) {
    return switch (aggregation) {
      case AVERAGE -> 1;
      case GAUSSIAN -> {
        double distance = (voxel - (window - 1) / 2.0) / (window / 8.0);
        // Bounded below, so that the far corners of an image are not divided by almost nothing.
        yield Math.max(Math.exp(-distance * distance / 2), 1e-3);
      }
      case HANN -> {
        double sine = Math.sin(Math.PI * (voxel + 1) / (window + 1));
        yield sine * sine;
      }
      case CROP -> {
        int position = starts[i] + voxel;
        boolean afterPrevious = i == 0 || position >= border(starts, i, window);
        boolean beforeNext = i == starts.length - 1 || position < border(starts, i + 1, window);
        yield afterPrevious && beforeNext ? 1 : 0;
      }
    };
  }

  /** Where window i takes over from the one before: the middle of their overlap. */
  private static int border(int[] starts, int i, int window) {
    return (starts[i - 1] + window + starts[i]) / 2;
  }
}
