package io.bactrian.imaging;

import java.util.Arrays;
import java.util.Locale;

/**
 * Where the voxels of an image lie in the patient: size, spacing, origin and direction, in LPS
 * millimetres as ITK and DICOM have it.
 *
 * <p>There are always three axes, x, y, z in the order of memory (x fastest); a 2D image has one
 * slice. The centre of voxel (i, j, k) lies at {@code origin + direction * (spacing * (i, j, k))}.
 * {@code direction} is a 3x3 matrix in row-major order whose columns are the unit vectors of the
 * axes of the image. Immutable.
 */
public final class Geometry {
  private static final double[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  private final int[] size;
  private final double[] spacing;
  private final double[] origin;
  private final double[] direction;

  /**
   * @param size voxels along x, y, z, each at least 1
   * @param spacing millimetres between voxel centres along x, y, z, each above 0
   * @param origin LPS millimetres of the centre of voxel (0, 0, 0)
   * @param direction 3x3, row-major, not singular
   * @throws IllegalArgumentException for any other value
   */
  public Geometry(int[] size, double[] spacing, double[] origin, double[] direction) {
    if (size.length != 3 || spacing.length != 3 || origin.length != 3 || direction.length != 9) {
      throw new IllegalArgumentException("A geometry has 3 axes and a 3x3 direction");
    }
    for (int axis = 0; axis < 3; axis++) {
      if (size[axis] < 1) {
        throw new IllegalArgumentException("Size below 1: " + Arrays.toString(size));
      }
      if (!(spacing[axis] > 0) || Double.isInfinite(spacing[axis])) {
        throw new IllegalArgumentException("Spacing not above 0: " + Arrays.toString(spacing));
      }
    }
    if (!(Math.abs(determinant(direction)) > 1e-6)) {
      throw new IllegalArgumentException("Singular direction: " + Arrays.toString(direction));
    }
    this.size = size.clone();
    this.spacing = spacing.clone();
    this.origin = origin.clone();
    this.direction = direction.clone();
  }

  /** A grid of {@code x * y * z} voxels of 1 mm at the origin, axes along L, P, S. */
  public static Geometry ofSize(int x, int y, int z) {
    return new Geometry(new int[] {x, y, z}, new double[] {1, 1, 1}, new double[3], IDENTITY);
  }

  public int size(int axis) {
    return size[axis];
  }

  public double spacing(int axis) {
    return spacing[axis];
  }

  public double origin(int axis) {
    return origin[axis];
  }

  public double direction(int row, int column) {
    return direction[3 * row + column];
  }

  public int[] size() {
    return size.clone();
  }

  public double[] spacing() {
    return spacing.clone();
  }

  public double[] origin() {
    return origin.clone();
  }

  public double[] direction() {
    return direction.clone();
  }

  /** Number of voxels. */
  public long voxels() {
    return (long) size[0] * size[1] * size[2];
  }

  /** True for an image of one slice. */
  public boolean isFlat() {
    return size[2] == 1;
  }

  /**
   * LPS millimetres of a point given in voxel coordinates (may lie between voxels or outside).
   *
   * @return x, y, z
   */
  public double[] toPhysical(double i, double j, double k) {
    double[] point = new double[3];
    for (int row = 0; row < 3; row++) {
      point[row] =
          origin[row]
              + direction[3 * row] * spacing[0] * i
              + direction[3 * row + 1] * spacing[1] * j
              + direction[3 * row + 2] * spacing[2] * k;
    }
    return point;
  }

  /**
   * The affine that takes voxel coordinates of {@code this} to voxel coordinates of {@code other}
   * through physical space.
   *
   * @return 3x4, row-major: the 3x3 matrix with the translation as last column
   */
  public double[] voxelsTo(Geometry other) {
    double[] inverse = inverse(other.direction);
    double[] affine = new double[12];
    for (int row = 0; row < 3; row++) {
      double translation = 0;
      for (int inner = 0; inner < 3; inner++) {
        translation += inverse[3 * row + inner] * (origin[inner] - other.origin[inner]);
      }
      for (int column = 0; column < 3; column++) {
        double sum = 0;
        for (int inner = 0; inner < 3; inner++) {
          sum += inverse[3 * row + inner] * direction[3 * inner + column];
        }
        affine[4 * row + column] = sum * spacing[column] / other.spacing[row];
      }
      affine[4 * row + 3] = translation / other.spacing[row];
    }
    return affine;
  }

  /** The part of this grid that starts at voxel {@code start} (may be negative) with a new size. */
  public Geometry box(int[] start, int[] newSize) {
    return new Geometry(newSize, spacing, toPhysical(start[0], start[1], start[2]), direction);
  }

  /**
   * True when both have the same size and every voxel lies in the same place, within {@code
   * tolerance} of a voxel's spacing.
   */
  public boolean matches(Geometry other, double tolerance) {
    if (!Arrays.equals(size, other.size)) {
      return false;
    }
    for (int corner = 0; corner < 8; corner++) {
      double i = (corner & 1) * (size[0] - 1.0);
      double j = (corner >> 1 & 1) * (size[1] - 1.0);
      double k = (corner >> 2) * (size[2] - 1.0);
      double[] a = toPhysical(i, j, k);
      double[] b = other.toPhysical(i, j, k);
      for (int axis = 0; axis < 3; axis++) {
        if (Math.abs(a[axis] - b[axis])
            > tolerance * Math.min(spacing[0], Math.min(spacing[1], spacing[2]))) {
          return false;
        }
      }
    }
    return true;
  }

  private static double determinant(double[] m) {
    return m[0] * (m[4] * m[8] - m[5] * m[7])
        - m[1] * (m[3] * m[8] - m[5] * m[6])
        + m[2] * (m[3] * m[7] - m[4] * m[6]);
  }

  private static double[] inverse(double[] m) {
    double d = determinant(m);
    return new double[] {
      (m[4] * m[8] - m[5] * m[7]) / d, (m[2] * m[7] - m[1] * m[8]) / d,
          (m[1] * m[5] - m[2] * m[4]) / d,
      (m[5] * m[6] - m[3] * m[8]) / d, (m[0] * m[8] - m[2] * m[6]) / d,
          (m[2] * m[3] - m[0] * m[5]) / d,
      (m[3] * m[7] - m[4] * m[6]) / d, (m[1] * m[6] - m[0] * m[7]) / d,
          (m[0] * m[4] - m[1] * m[3]) / d
    };
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Geometry other
        && Arrays.equals(size, other.size)
        && Arrays.equals(spacing, other.spacing)
        && Arrays.equals(origin, other.origin)
        && Arrays.equals(direction, other.direction);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(size) + Arrays.hashCode(origin);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "size %d x %d x %d, spacing %.4g x %.4g x %.4g mm, origin (%.4g, %.4g, %.4g), direction %s",
        size[0],
        size[1],
        size[2],
        spacing[0],
        spacing[1],
        spacing[2],
        origin[0],
        origin[1],
        origin[2],
        Arrays.toString(direction));
  }
}
