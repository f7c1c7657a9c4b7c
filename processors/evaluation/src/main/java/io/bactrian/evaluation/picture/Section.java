package io.bactrian.evaluation.picture;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;

/**
 * A plane cut out of an image along its own axes, turned as it is to be seen: what its pixels are
 * in voxels. Oblique images are not resampled but shown along their nearest axes.
 */
final class Section {
  private final Geometry geometry;
  private final int columnAxis;
  private final int rowAxis;
  private final boolean columnsReversed;
  private final boolean rowsReversed;
  private final int[] start;
  private final int[] size;

  /**
   * @param start first voxel, x, y, z, of the box that is shown
   * @param size voxels of that box; 1 along the axis through the plane
   */
  Section(Geometry geometry, AnatomicalAxes axes, Plane plane, int[] start, int[] size) {
    this.geometry = geometry;
    this.columnAxis = axes.voxelAxis()[plane.columns];
    this.rowAxis = axes.voxelAxis()[plane.rows];
    this.columnsReversed = axes.reversed()[plane.columns];
    this.rowsReversed = axes.reversed()[plane.rows] != plane.upwards;
    this.start = start.clone();
    this.size = size.clone();
  }

  /** Pixels across. */
  int width() {
    return size[columnAxis];
  }

  /** Pixels down. */
  int height() {
    return size[rowAxis];
  }

  /** Millimetres across. */
  double millimetresWide() {
    return width() * geometry.spacing(columnAxis);
  }

  /** Millimetres down. */
  double millimetresHigh() {
    return height() * geometry.spacing(rowAxis);
  }

  private int[] voxel(int column, int row) {
    int[] voxel = start.clone();
    voxel[columnAxis] += columnsReversed ? width() - 1 - column : column;
    voxel[rowAxis] += rowsReversed ? height() - 1 - row : row;
    return voxel;
  }

  /** Grey values, columns fastest. */
  double[] values(Image image) {
    double[] values = new double[width() * height()];
    for (int row = 0; row < height(); row++) {
      for (int column = 0; column < width(); column++) {
        int[] at = voxel(column, row);
        values[row * width() + column] = image.value(at[0], at[1], at[2]);
      }
    }
    return values;
  }

  /** Where a label is, columns fastest. */
  boolean[] mask(LabelMap map, int label) {
    boolean[] mask = new boolean[width() * height()];
    for (int row = 0; row < height(); row++) {
      for (int column = 0; column < width(); column++) {
        int[] at = voxel(column, row);
        int index = (at[2] * geometry.size(1) + at[1]) * geometry.size(0) + at[0];
        mask[row * width() + column] = map.labels()[index] == label;
      }
    }
    return mask;
  }
}
