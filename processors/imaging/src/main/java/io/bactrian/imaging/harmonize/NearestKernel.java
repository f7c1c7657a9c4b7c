package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Slices;

/** Fills a target grid with the values of the nearest voxels; what lies outside stays 0. */
final class NearestKernel {
  private NearestKernel() {}

  /** Copies {@code source[from]} to {@code target[to]}; the arrays are those of the caller. */
  private interface Copy {
    void voxel(int from, int to);
  }

  static void resample(GridMap map, float[] source, float[] target) {
    if (map.tables() == null) {
      oblique(map, (from, to) -> target[to] = source[from]);
      return;
    }
    aligned(
        map,
        source,
        target,
        (base, x, offsets, out) -> {
          for (int i = x.from(); i < x.to(); i++) {
            target[out + i] = source[base + offsets[i]];
          }
        });
  }

  static void resample(GridMap map, int[] source, int[] target) {
    if (map.tables() == null) {
      oblique(map, (from, to) -> target[to] = source[from]);
      return;
    }
    aligned(
        map,
        source,
        target,
        (base, x, offsets, out) -> {
          for (int i = x.from(); i < x.to(); i++) {
            target[out + i] = source[base + offsets[i]];
          }
        });
  }

  /** One row of the target from scattered voxels of the source. */
  private interface Row {
    void gather(int base, AxisTable x, int[] offsets, int out);
  }

  private static void aligned(GridMap map, Object source, Object target, Row row) {
    AxisTable x = map.tables()[0];
    AxisTable y = map.tables()[1];
    AxisTable z = map.tables()[2];
    boolean contiguous = x.isContiguous();
    int width = map.target().size(0);
    int height = map.target().size(1);
    Slices.forEach(
        z.to() - z.from(),
        slice -> {
          int k = z.from() + slice;
          for (int j = y.from(); j < y.to() && x.from() < x.to(); j++) {
            int base = z.nearest()[k] + y.nearest()[j];
            int out = (k * height + j) * width;
            if (contiguous) {
              int from = base + x.nearest()[x.from()];
              System.arraycopy(source, from, target, out + x.from(), x.to() - x.from());
            } else {
              row.gather(base, x, x.nearest(), out);
            }
          }
        });
  }

  private static void oblique(GridMap map, Copy copy) {
    Geometry source = map.source();
    int width = map.target().size(0);
    int height = map.target().size(1);
    double[] m = map.affine();
    Slices.forEach(
        map.target().size(2),
        k -> {
          for (int j = 0; j < height; j++) {
            for (int i = 0; i < width; i++) {
              double x = GridMap.steady(m[0] * i + m[1] * j + m[2] * k + m[3]);
              double y = GridMap.steady(m[4] * i + m[5] * j + m[6] * k + m[7]);
              double z = GridMap.steady(m[8] * i + m[9] * j + m[10] * k + m[11]);
              if (GridMap.covers(x, source.size(0))
                  && GridMap.covers(y, source.size(1))
                  && GridMap.covers(z, source.size(2))) {
                int from =
                    ((int) Math.floor(z + 0.5) * source.size(1) + (int) Math.floor(y + 0.5))
                            * source.size(0)
                        + (int) Math.floor(x + 0.5);
                copy.voxel(from, (k * height + j) * width + i);
              }
            }
          }
        });
  }
}
