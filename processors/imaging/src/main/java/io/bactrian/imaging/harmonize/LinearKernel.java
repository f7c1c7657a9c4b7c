package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Slices;

/** Fills a target grid by linear interpolation; what lies outside stays 0. */
final class LinearKernel {
  private LinearKernel() {}

  static void resample(GridMap map, float[] source, float[] target) {
    if (map.tables() == null) {
      Slices.forEach(map.target().size(2), k -> obliqueSlice(map, k, source, target));
    } else {
      AxisTable z = map.tables()[2];
      boolean alongX = alongX(map);
      Slices.forEach(
          z.to() - z.from(),
          slice -> {
            int k = z.from() + slice;
            if (alongX) {
              alignedSlice(map, k, source, target);
            } else {
              permutedSlice(map, k, source, target);
            }
          });
    }
  }

  /** Whether the rows of the target run along the rows of the source (or against them). */
  private static boolean alongX(GridMap map) {
    AxisTable x = map.tables()[0];
    for (int i = x.from(); i < x.to(); i++) {
      if (x.upper()[i] >= map.source().size(0)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Blends four rows of the source into one, in a loop that the compiler turns into vector
   * instructions, then interpolates along it.
   */
  private static void alignedSlice(GridMap map, int k, float[] source, float[] target) {
    AxisTable x = map.tables()[0];
    AxisTable y = map.tables()[1];
    AxisTable z = map.tables()[2];
    int width = map.target().size(0);
    int height = map.target().size(1);
    float[] row = new float[map.source().size(0)];
    for (int j = y.from(); j < y.to(); j++) {
      blend(source, z, k, y, j, row);
      int out = (k * height + j) * width;
      for (int i = x.from(); i < x.to(); i++) {
        float lower = row[x.lower()[i]];
        target[out + i] = lower + x.weight()[i] * (row[x.upper()[i]] - lower);
      }
    }
  }

  private static void blend(float[] source, AxisTable z, int k, AxisTable y, int j, float[] row) {
    int a = z.lower()[k] + y.lower()[j];
    int b = z.lower()[k] + y.upper()[j];
    int c = z.upper()[k] + y.lower()[j];
    int d = z.upper()[k] + y.upper()[j];
    float wz = z.weight()[k];
    float wy = y.weight()[j];
    if (wz == 0 && wy == 0) {
      System.arraycopy(source, a, row, 0, row.length);
      return;
    }
    float wa = (1 - wz) * (1 - wy);
    float wb = (1 - wz) * wy;
    float wc = wz * (1 - wy);
    float wd = wz * wy;
    for (int i = 0; i < row.length; i++) {
      row[i] = wa * source[a + i] + wb * source[b + i] + wc * source[c + i] + wd * source[d + i];
    }
  }

  /** Axes swapped: the 8 voxels around each point are gathered. */
  private static void permutedSlice(GridMap map, int k, float[] source, float[] target) {
    AxisTable x = map.tables()[0];
    AxisTable y = map.tables()[1];
    AxisTable z = map.tables()[2];
    int width = map.target().size(0);
    int height = map.target().size(1);
    float wz = z.weight()[k];
    for (int j = y.from(); j < y.to(); j++) {
      int a = z.lower()[k] + y.lower()[j];
      int b = z.lower()[k] + y.upper()[j];
      int c = z.upper()[k] + y.lower()[j];
      int d = z.upper()[k] + y.upper()[j];
      float wy = y.weight()[j];
      int out = (k * height + j) * width;
      for (int i = x.from(); i < x.to(); i++) {
        int lower = x.lower()[i];
        int upper = x.upper()[i];
        float wx = x.weight()[i];
        float near =
            mix(
                mix(source[a + lower], source[a + upper], wx),
                mix(source[b + lower], source[b + upper], wx),
                wy);
        float far =
            mix(
                mix(source[c + lower], source[c + upper], wx),
                mix(source[d + lower], source[d + upper], wx),
                wy);
        target[out + i] = mix(near, far, wz);
      }
    }
  }

  private static float mix(float from, float to, float weight) {
    return from + weight * (to - from);
  }

  private static void obliqueSlice(GridMap map, int k, float[] source, float[] target) {
    Geometry grid = map.source();
    int width = map.target().size(0);
    int height = map.target().size(1);
    double[] m = map.affine();
    for (int j = 0; j < height; j++) {
      for (int i = 0; i < width; i++) {
        double x = GridMap.steady(m[0] * i + m[1] * j + m[2] * k + m[3]);
        double y = GridMap.steady(m[4] * i + m[5] * j + m[6] * k + m[7]);
        double z = GridMap.steady(m[8] * i + m[9] * j + m[10] * k + m[11]);
        if (GridMap.covers(x, grid.size(0))
            && GridMap.covers(y, grid.size(1))
            && GridMap.covers(z, grid.size(2))) {
          target[(k * height + j) * width + i] = at(source, grid, x, y, z);
        }
      }
    }
  }

  private static float at(float[] source, Geometry grid, double x, double y, double z) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    int z0 = (int) Math.floor(z);
    float wx = (float) (x - x0);
    float wy = (float) (y - y0);
    float wz = (float) (z - z0);
    int left = Math.max(0, x0);
    int right = Math.min(grid.size(0) - 1, x0 + 1);
    int rowA = Math.max(0, y0) * grid.size(0);
    int rowB = Math.min(grid.size(1) - 1, y0 + 1) * grid.size(0);
    int pixels = grid.size(0) * grid.size(1);
    int near = Math.max(0, z0) * pixels;
    int far = Math.min(grid.size(2) - 1, z0 + 1) * pixels;
    float a = mix(source[near + rowA + left], source[near + rowA + right], wx);
    float b = mix(source[near + rowB + left], source[near + rowB + right], wx);
    float c = mix(source[far + rowA + left], source[far + rowA + right], wx);
    float d = mix(source[far + rowB + left], source[far + rowB + right], wx);
    return mix(mix(a, b, wy), mix(c, d, wy), wz);
  }
}
