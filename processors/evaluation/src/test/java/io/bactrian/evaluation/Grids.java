package io.bactrian.evaluation;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.LabelMap;

/** Small label maps for tests. */
public final class Grids {
  private Grids() {}

  public static Geometry grid(int x, int y, int z, double dx, double dy, double dz) {
    return new Geometry(
        new int[] {x, y, z},
        new double[] {dx, dy, dz},
        new double[3],
        new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
  }

  /** A map of the given labels, x fastest. */
  public static LabelMap map(Geometry geometry, int... labels) {
    return new LabelMap(labels, geometry);
  }

  public static LabelMap empty(Geometry geometry) {
    return new LabelMap(new int[(int) geometry.voxels()], geometry);
  }

  /** The map with a box of voxels set to a label. */
  public static LabelMap box(LabelMap map, int label, int[] start, int[] size) {
    Geometry geometry = map.geometry();
    int[] labels = map.labels().clone();
    for (int z = start[2]; z < start[2] + size[2]; z++) {
      for (int y = start[1]; y < start[1] + size[1]; y++) {
        for (int x = start[0]; x < start[0] + size[0]; x++) {
          labels[(z * geometry.size(1) + y) * geometry.size(0) + x] = label;
        }
      }
    }
    return new LabelMap(labels, geometry);
  }

  /**
   * The map with an ellipsoid of a label: whole-number arithmetic, so that other languages decide
   * every voxel alike.
   */
  public static LabelMap ellipsoid(LabelMap map, int label, int[] centre, int[] radius) {
    Geometry geometry = map.geometry();
    int[] labels = map.labels().clone();
    long rx = (long) radius[1] * radius[2];
    long ry = (long) radius[0] * radius[2];
    long rz = (long) radius[0] * radius[1];
    long limit = (long) radius[0] * radius[1] * radius[2];
    int i = 0;
    for (int z = 0; z < geometry.size(2); z++) {
      for (int y = 0; y < geometry.size(1); y++) {
        for (int x = 0; x < geometry.size(0); x++, i++) {
          long dx = (x - centre[0]) * rx;
          long dy = (y - centre[1]) * ry;
          long dz = (z - centre[2]) * rz;
          if (dx * dx + dy * dy + dz * dz <= limit * limit) {
            labels[i] = label;
          }
        }
      }
    }
    return new LabelMap(labels, geometry);
  }
}
