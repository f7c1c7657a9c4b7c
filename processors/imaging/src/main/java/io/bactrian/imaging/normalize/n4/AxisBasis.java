package io.bactrian.imaging.normalize.n4;

/**
 * Cubic B-spline weights of the samples along one axis: control points lie at even distances, and
 * the image reaches from the first to the last voxel over {@code controls - 3} spans. An axis of
 * one voxel has one control point of weight 1.
 */
final class AxisBasis {
  private final int controls;
  private final int order;
  private final int[] first;
  private final double[] weights;

  /**
   * Weights of samples.
   *
   * @param size voxels of the whole axis
   * @param positions of the samples, in voxels; may lie between them
   * @param spans at least 1
   */
  AxisBasis(int size, double[] positions, int spans) {
    order = size == 1 ? 0 : 3;
    controls = size == 1 ? 1 : spans + 3;
    first = new int[positions.length];
    weights = new double[(order + 1) * positions.length];
    for (int i = 0; i < positions.length; i++) {
      if (order == 0) {
        weights[i] = 1;
        continue;
      }
      double u = Math.max(0, Math.min(spans, positions[i] / (size - 1) * spans));
      first[i] = Math.min(spans - 1, (int) u);
      cubic(u - first[i], weights, 4 * i);
    }
  }

  /** The four pieces of the uniform cubic B-spline that overlap at t, 0 to 1. */
  private static void cubic(double t, double[] weights, int at) {
    double s = 1 - t;
    weights[at] = s * s * s / 6;
    weights[at + 1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    weights[at + 2] = (3 * s * s * s - 6 * s * s + 4) / 6;
    weights[at + 3] = t * t * t / 6;
  }

  int controls() {
    return controls;
  }

  int samples() {
    return first.length;
  }

  /** How many control points a sample depends on. */
  int support() {
    return order + 1;
  }

  /** The first control point that a sample depends on. */
  int first(int sample) {
    return first[sample];
  }

  double weight(int sample, int offset) {
    return weights[(order + 1) * sample + offset];
  }

  /** Sum of the squares of a sample's weights. */
  double squares(int sample) {
    double sum = 0;
    for (int offset = 0; offset <= order; offset++) {
      sum += weight(sample, offset) * weight(sample, offset);
    }
    return sum;
  }
}
