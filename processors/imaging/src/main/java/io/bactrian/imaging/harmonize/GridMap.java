package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;

/**
 * From voxel indices of a target grid to positions in a source grid, by physical coordinates.
 *
 * @param affine 3x4, row-major: position along each source axis of a target index
 * @param tables one for each axis of the target when each runs along one axis of the source; null
 *     for grids oblique to each other
 * @param source the grid that is looked up
 * @param target the grid whose voxels are filled
 */
record GridMap(double[] affine, AxisTable[] tables, Geometry source, Geometry target) {
  /** Shifts below this part of a voxel over the whole grid do not make grids oblique. */
  private static final double ALIGNED_WITHIN = 1e-4;

  /** Positions are rounded to this part of a voxel, so that rounding errors decide no tie. */
  private static final double STEADY = 1 << 20;

  static GridMap of(Geometry source, Geometry target) {
    double[] affine = target.voxelsTo(source);
    return new GridMap(affine, tables(affine, source, target), source, target);
  }

  static double steady(double position) {
    return Math.rint(position * STEADY) / STEADY;
  }

  static boolean covers(double position, int size) {
    return position >= -0.5 && position < size - 0.5;
  }

  private static AxisTable[] tables(double[] affine, Geometry source, Geometry target) {
    AxisTable[] tables = new AxisTable[3];
    int stride = 1;
    for (int row = 0; row < 3; row++) {
      int along = alongAxis(affine, row, target);
      if (along < 0 || tables[along] != null) {
        return null;
      }
      tables[along] =
          AxisTable.of(
              target.size(along),
              affine[4 * row + 3],
              affine[4 * row + along],
              source.size(row),
              stride);
      stride *= source.size(row);
    }
    return tables;
  }

  /** The target axis along which source axis {@code row} runs, or -1. */
  static int alongAxis(double[] affine, int row, Geometry target) {
    int along = 0;
    double others = 0;
    for (int column = 0; column < 3; column++) {
      if (Math.abs(affine[4 * row + column]) > Math.abs(affine[4 * row + along])) {
        along = column;
      }
    }
    for (int column = 0; column < 3; column++) {
      if (column != along) {
        others += Math.abs(affine[4 * row + column]) * (target.size(column) - 1);
      }
    }
    return others < ALIGNED_WITHIN ? along : -1;
  }

  /** True when each target voxel lies on a source voxel, or outside. */
  boolean isExact() {
    return tables != null && tables[0].isExact() && tables[1].isExact() && tables[2].isExact();
  }
}
