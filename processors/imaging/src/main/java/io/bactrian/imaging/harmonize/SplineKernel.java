package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Slices;

/**
 * Fills a target grid by cubic B-spline interpolation; what lies outside stays 0. The values are
 * those of scipy.ndimage.map_coordinates of order 3, mode mirror, within the source.
 */
final class SplineKernel {
  private SplineKernel() {}

  static void resample(GridMap map, float[] source, float[] target) {
    float[] coefficients = source.clone();
    SplineFilter.apply(coefficients, map.source().size());
    SplineTable[] tables = tables(map);
    if (tables == null) {
      Slices.forEach(map.target().size(2), k -> obliqueSlice(map, k, coefficients, target));
      return;
    }
    boolean sameOrder = true;
    for (int row = 0; row < 3; row++) {
      sameOrder &= GridMap.alongAxis(map.affine(), row, map.target()) == row;
    }
    boolean separable = sameOrder;
    Slices.forEach(
        tables[2].to() - tables[2].from(),
        slice -> {
          int k = tables[2].from() + slice;
          if (separable) {
            alignedSlice(map, tables, k, coefficients, target);
          } else {
            permutedSlice(map, tables, k, coefficients, target);
          }
        });
  }

  /** One for each axis of the target, or null for grids oblique to each other. */
  private static SplineTable[] tables(GridMap map) {
    if (map.tables() == null) {
      return null;
    }
    SplineTable[] tables = new SplineTable[3];
    int stride = 1;
    for (int row = 0; row < 3; row++) {
      int along = GridMap.alongAxis(map.affine(), row, map.target());
      int size = map.source().size(row);
      double start = map.affine()[4 * row + 3];
      double step = map.affine()[4 * row + along];
      tables[along] = SplineTable.of(map.target().size(along), start, step, size, stride);
      stride *= size;
    }
    return tables;
  }

  /**
   * Axis by axis, which takes 12 products a voxel instead of 64; the sums of whole slices and rows
   * are loops that the compiler turns into vector instructions.
   */
  private static void alignedSlice(
      GridMap map, SplineTable[] tables, int k, float[] source, float[] target) {
    int width = map.target().size(0);
    int height = map.target().size(1);
    SplineTable x = tables[0];
    SplineTable y = tables[1];
    float[] line = new float[map.source().size(0)];
    float[] plane = new float[line.length * map.source().size(1)];
    blend(source, tables[2], k, plane);
    for (int j = y.from(); j < y.to(); j++) {
      blend(plane, y, j, line);
      int out = (k * height + j) * width;
      for (int i = x.from(); i < x.to(); i++) {
        int at = 4 * i;
        target[out + i] =
            x.weights()[at] * line[x.offsets()[at]]
                + x.weights()[at + 1] * line[x.offsets()[at + 1]]
                + x.weights()[at + 2] * line[x.offsets()[at + 2]]
                + x.weights()[at + 3] * line[x.offsets()[at + 3]];
      }
    }
  }

  /** Four slices or rows, weighted by what the table says for {@code index}, into one. */
  private static void blend(float[] source, SplineTable table, int index, float[] target) {
    int a = table.offsets()[4 * index];
    int b = table.offsets()[4 * index + 1];
    int c = table.offsets()[4 * index + 2];
    int d = table.offsets()[4 * index + 3];
    float wa = table.weights()[4 * index];
    float wb = table.weights()[4 * index + 1];
    float wc = table.weights()[4 * index + 2];
    float wd = table.weights()[4 * index + 3];
    for (int i = 0; i < target.length; i++) {
      target[i] = wa * source[a + i] + wb * source[b + i] + wc * source[c + i] + wd * source[d + i];
    }
  }

  /** Axes swapped: all 64 coefficients are gathered. */
  private static void permutedSlice(
      GridMap map, SplineTable[] tables, int k, float[] source, float[] target) {
    int width = map.target().size(0);
    int height = map.target().size(1);
    for (int j = tables[1].from(); j < tables[1].to(); j++) {
      for (int i = tables[0].from(); i < tables[0].to(); i++) {
        target[(k * height + j) * width + i] =
            sum(source, tables[0], i, tables[1], j, tables[2], k);
      }
    }
  }

  private static void obliqueSlice(GridMap map, int k, float[] source, float[] target) {
    Geometry grid = map.source();
    int width = map.target().size(0);
    int height = map.target().size(1);
    double[] m = map.affine();
    SplineTable x = SplineTable.ofOne();
    SplineTable y = SplineTable.ofOne();
    SplineTable z = SplineTable.ofOne();
    for (int j = 0; j < height; j++) {
      for (int i = 0; i < width; i++) {
        double atX = GridMap.steady(m[0] * i + m[1] * j + m[2] * k + m[3]);
        double atY = GridMap.steady(m[4] * i + m[5] * j + m[6] * k + m[7]);
        double atZ = GridMap.steady(m[8] * i + m[9] * j + m[10] * k + m[11]);
        if (GridMap.covers(atX, grid.size(0))
            && GridMap.covers(atY, grid.size(1))
            && GridMap.covers(atZ, grid.size(2))) {
          x.set(0, atX, grid.size(0), 1);
          y.set(0, atY, grid.size(1), grid.size(0));
          z.set(0, atZ, grid.size(2), grid.size(0) * grid.size(1));
          target[(k * height + j) * width + i] = sum(source, x, 0, y, 0, z, 0);
        }
      }
    }
  }

  private static float sum(
      float[] source, SplineTable x, int i, SplineTable y, int j, SplineTable z, int k) {
    float sum = 0;
    for (int c = 4 * k; c < 4 * k + 4; c++) {
      float plane = 0;
      for (int b = 4 * j; b < 4 * j + 4; b++) {
        int at = z.offsets()[c] + y.offsets()[b];
        float line = 0;
        for (int a = 4 * i; a < 4 * i + 4; a++) {
          line += x.weights()[a] * source[at + x.offsets()[a]];
        }
        plane += y.weights()[b] * line;
      }
      sum += z.weights()[c] * plane;
    }
    return sum;
  }
}
