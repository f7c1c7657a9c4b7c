package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Slices;

/**
 * Fills a target grid with labels: each class as a volume of 0 and 1 by linear interpolation, then
 * the class with the highest value. Of equal ones the nearest voxel's wins, else the lowest label.
 * The classes are never written out: a voxel has at most 8 around it. What lies outside stays 0.
 */
final class LabelKernel {
  /** Weights that differ by less are equal: rounding decides no tie. */
  private static final float EQUAL = 1e-5f;

  private LabelKernel() {}

  static void resample(GridMap map, int[] source, int[] target) {
    Slices.forEach(
        map.target().size(2),
        k -> {
          Cell cell = new Cell(source, map.source());
          if (map.tables() == null) {
            oblique(map, k, cell, target);
          } else if (map.tables()[2].covers(k)) {
            aligned(map, k, cell, target);
          }
        });
  }

  private static void aligned(GridMap map, int k, Cell cell, int[] target) {
    AxisTable x = map.tables()[0];
    AxisTable y = map.tables()[1];
    AxisTable z = map.tables()[2];
    for (int j = y.from(); j < y.to(); j++) {
      int out = (k * map.target().size(1) + j) * map.target().size(0);
      cell.alongZ(z.lower()[k], z.upper()[k], z.weight()[k]);
      cell.alongY(y.lower()[j], y.upper()[j], y.weight()[j]);
      for (int i = x.from(); i < x.to(); i++) {
        target[out + i] = cell.label(x.lower()[i], x.upper()[i], x.weight()[i]);
      }
    }
  }

  private static void oblique(GridMap map, int k, Cell cell, int[] target) {
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
          target[(k * height + j) * width + i] = cell.label(x, y, z);
        }
      }
    }
  }

  /** The 8 voxels around one point. */
  private static final class Cell {
    private final int[] source;
    private final Geometry grid;
    private final int[] labels = new int[8];
    private final float[] weights = new float[8];
    private int z0;
    private int z1;
    private float wz;
    private int y0;
    private int y1;
    private float wy;

    Cell(int[] source, Geometry grid) {
      this.source = source;
      this.grid = grid;
    }

    void alongZ(int lower, int upper, float weight) {
      z0 = lower;
      z1 = upper;
      wz = weight;
    }

    void alongY(int lower, int upper, float weight) {
      y0 = lower;
      y1 = upper;
      wy = weight;
    }

    int label(double x, double y, double z) {
      int pixels = grid.size(0) * grid.size(1);
      int xf = (int) Math.floor(x);
      int yf = (int) Math.floor(y);
      int zf = (int) Math.floor(z);
      alongZ(
          Math.max(0, zf) * pixels, Math.min(grid.size(2) - 1, zf + 1) * pixels, (float) (z - zf));
      alongY(
          Math.max(0, yf) * grid.size(0),
          Math.min(grid.size(1) - 1, yf + 1) * grid.size(0),
          (float) (y - yf));
      return label(Math.max(0, xf), Math.min(grid.size(0) - 1, xf + 1), (float) (x - xf));
    }

    int label(int x0, int x1, float wx) {
      int first = source[z0 + y0 + x0];
      boolean same = true;
      for (int corner = 0; corner < 8; corner++) {
        int offset =
            ((corner & 4) == 0 ? z0 : z1)
                + ((corner & 2) == 0 ? y0 : y1)
                + ((corner & 1) == 0 ? x0 : x1);
        labels[corner] = source[offset];
        same &= labels[corner] == first;
      }
      return same ? first : vote(wx);
    }

    private int vote(float wx) {
      float[] ofX = {1 - wx, wx};
      float[] ofY = {1 - wy, wy};
      float[] ofZ = {1 - wz, wz};
      for (int corner = 0; corner < 8; corner++) {
        weights[corner] = ofX[corner & 1] * ofY[corner >> 1 & 1] * ofZ[corner >> 2];
      }
      int nearest = labels[(wx >= 0.5f ? 1 : 0) + (wy >= 0.5f ? 2 : 0) + (wz >= 0.5f ? 4 : 0)];
      int best = nearest;
      float most = weightOf(nearest);
      for (int corner = 0; corner < 8; corner++) {
        int label = labels[corner];
        float weight = weightOf(label);
        boolean tied = Math.abs(weight - most) <= EQUAL;
        if (tied ? best != nearest && label < best : weight > most) {
          best = label;
          most = weight;
        }
      }
      return best;
    }

    private float weightOf(int label) {
      float sum = 0;
      for (int corner = 0; corner < 8; corner++) {
        sum += labels[corner] == label ? weights[corner] : 0;
      }
      return sum;
    }
  }
}
