package io.bactrian.evaluation.metrics;

import io.bactrian.imaging.Slices;

/**
 * The exact Euclidean distance of every voxel of a box to the nearest seed, in time linear in the
 * number of voxels.
 *
 * <p>Felzenszwalb and Huttenlocher, "Distance transforms of sampled functions", Theory of Computing
 * 8 (2012): one pass an axis, each taking the lower envelope of the parabolas that rise from the
 * squared distances of the pass before. The first pass, over seeds alone, is two sweeps.
 */
public final class DistanceTransform {
  private DistanceTransform() {}

  /**
   * Squared distances to the nearest seed.
   *
   * @param seeds x fastest, then y, then z
   * @param size voxels along x, y, z
   * @param spacing millimetres between voxels along x, y, z
   * @return square millimetres in the order of {@code seeds}; infinite everywhere without a seed
   */
  public static float[] squared(boolean[] seeds, int[] size, double[] spacing) {
    if (seeds.length != (long) size[0] * size[1] * size[2]) {
      throw new IllegalArgumentException(
          seeds.length + " seeds for " + size[0] + " x " + size[1] + " x " + size[2]);
    }
    float[] distances = new float[seeds.length];
    Slices.forEach(
        size[2],
        z -> {
          alongX(seeds, distances, z, size, spacing[0]);
          if (size[1] > 1) {
            alongY(distances, z, size, spacing[1]);
          }
        });
    if (size[2] > 1) {
      Slices.forEach(size[1], y -> alongZ(distances, y, size, spacing[2]));
    }
    return distances;
  }

  private static void alongX(
      boolean[] seeds, float[] distances, int z, int[] size, double spacing) {
    for (int y = 0; y < size[1]; y++) {
      int row = (z * size[1] + y) * size[0];
      int since = -1;
      for (int x = 0; x < size[0]; x++) {
        since = seeds[row + x] ? 0 : since < 0 ? -1 : since + 1;
        distances[row + x] = since < 0 ? Float.POSITIVE_INFINITY : since;
      }
      since = -1;
      for (int x = size[0] - 1; x >= 0; x--) {
        since = seeds[row + x] ? 0 : since < 0 ? -1 : since + 1;
        float steps = since < 0 ? distances[row + x] : Math.min(distances[row + x], since);
        double millimetres = steps * spacing;
        distances[row + x] = (float) (millimetres * millimetres);
      }
    }
  }

  private static void alongY(float[] distances, int z, int[] size, double spacing) {
    Envelope envelope = new Envelope(size[1], spacing);
    int slice = z * size[0] * size[1];
    for (int x = 0; x < size[0]; x++) {
      for (int y = 0; y < size[1]; y++) {
        envelope.values[y] = distances[slice + y * size[0] + x];
      }
      if (envelope.apply()) {
        for (int y = 0; y < size[1]; y++) {
          distances[slice + y * size[0] + x] = (float) envelope.result[y];
        }
      }
    }
  }

  /** Lines along z lie a slice apart: a plane of them is gathered by rows, for the cache's sake. */
  private static void alongZ(float[] distances, int y, int[] size, double spacing) {
    Envelope envelope = new Envelope(size[2], spacing);
    float[] plane = new float[size[0] * size[2]];
    for (int z = 0; z < size[2]; z++) {
      System.arraycopy(distances, (z * size[1] + y) * size[0], plane, z * size[0], size[0]);
    }
    for (int x = 0; x < size[0]; x++) {
      for (int z = 0; z < size[2]; z++) {
        envelope.values[z] = plane[z * size[0] + x];
      }
      if (envelope.apply()) {
        for (int z = 0; z < size[2]; z++) {
          plane[z * size[0] + x] = (float) envelope.result[z];
        }
      }
    }
    for (int z = 0; z < size[2]; z++) {
      System.arraycopy(plane, z * size[0], distances, (z * size[1] + y) * size[0], size[0]);
    }
  }

  /** The lower envelope of parabolas over one line of voxels, reused from line to line. */
  private static final class Envelope {
    final double[] values;
    final double[] result;
    private final double[] from;
    private final int[] vertex;
    private final double square;

    Envelope(int length, double spacing) {
      values = new double[length];
      result = new double[length];
      from = new double[length + 1];
      vertex = new int[length];
      square = spacing * spacing;
    }

    /** Fills {@code result} from {@code values}; false when no value is finite. */
    boolean apply() {
      int last = -1;
      for (int i = 0; i < values.length; i++) {
        if (values[i] == Double.POSITIVE_INFINITY) {
          continue;
        }
        double crossing = Double.NEGATIVE_INFINITY;
        while (last >= 0) {
          crossing = crossing(vertex[last], i);
          if (crossing > from[last]) {
            break;
          }
          last--;
        }
        last++;
        vertex[last] = i;
        from[last] = last == 0 ? Double.NEGATIVE_INFINITY : crossing;
      }
      if (last < 0) {
        return false;
      }
      from[last + 1] = Double.POSITIVE_INFINITY;
      int k = 0;
      for (int i = 0; i < values.length; i++) {
        while (from[k + 1] < i) {
          k++;
        }
        double steps = i - vertex[k];
        result[i] = values[vertex[k]] + steps * steps * square;
      }
      return true;
    }

    /** Where the parabola of voxel {@code right} gets below that of {@code left}, in voxels. */
    private double crossing(int left, int right) {
      return (values[right] - values[left]) / (2 * square * (right - left)) + (left + right) / 2.0;
    }
  }
}
