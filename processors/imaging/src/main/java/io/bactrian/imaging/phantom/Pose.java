package io.bactrian.imaging.phantom;

import io.bactrian.imaging.Geometry;
import java.util.random.RandomGenerator;

/**
 * How the head lies in the scanner, and how the scanner's grid lies on it: the axes of the image in
 * any order and sense, and turned by up to 6 degrees; the head turned by up to 6 degrees and moved
 * by up to 4 mm.
 */
final class Pose {
  private static final double DEGREES = 6;
  private static final double SHIFT = 4;

  private final int[] headAxis = {0, 1, 2};
  private final double[] direction;
  private final double[] headTurn;
  private final double[] headShift = new double[3];

  Pose(RandomGenerator random) {
    for (int i = 2; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int axis = headAxis[i];
      headAxis[i] = headAxis[other];
      headAxis[other] = axis;
    }
    double[] axes = new double[9];
    for (int column = 0; column < 3; column++) {
      axes[3 * headAxis[column] + column] = random.nextBoolean() ? 1 : -1;
    }
    direction = multiply(turn(random), axes);
    headTurn = turn(random);
    for (int axis = 0; axis < 3; axis++) {
      headShift[axis] = SHIFT * (2 * random.nextDouble() - 1);
    }
  }

  /** The axis of the head that an axis of the image runs along, 0, 1, 2 for left, back, up. */
  int headAxis(int imageAxis) {
    return headAxis[imageAxis];
  }

  /** A grid whose middle lies at a point, LPS mm, in the orientation of this pose. */
  Geometry centred(int[] size, double[] spacing, double[] middle) {
    Geometry atOrigin = new Geometry(size, spacing, new double[3], direction);
    double[] half =
        atOrigin.toPhysical((size[0] - 1) / 2.0, (size[1] - 1) / 2.0, (size[2] - 1) / 2.0);
    double[] origin = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      origin[axis] = middle[axis] - half[axis];
    }
    return new Geometry(size, spacing, origin, direction);
  }

  /**
   * From voxels of a grid to coordinates of the head.
   *
   * @return 3x4, row-major
   */
  double[] toHead(Geometry geometry) {
    double[] corner = geometry.toPhysical(0, 0, 0);
    double[] affine = new double[12];
    for (int row = 0; row < 3; row++) {
      affine[4 * row + 3] = headShift[row];
      for (int inner = 0; inner < 3; inner++) {
        double weight = headTurn[3 * row + inner];
        affine[4 * row + 3] += weight * corner[inner];
        for (int column = 0; column < 3; column++) {
          affine[4 * row + column] +=
              weight * geometry.direction(inner, column) * geometry.spacing(column);
        }
      }
    }
    return affine;
  }

  private static double[] turn(RandomGenerator random) {
    double[] turned = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    for (int axis = 0; axis < 3; axis++) {
      double angle = Math.toRadians(DEGREES * (2 * random.nextDouble() - 1));
      int first = (axis + 1) % 3;
      int second = (axis + 2) % 3;
      double[] rotation = {1, 0, 0, 0, 1, 0, 0, 0, 1};
      rotation[3 * first + first] = Math.cos(angle);
      rotation[3 * second + second] = Math.cos(angle);
      rotation[3 * first + second] = -Math.sin(angle);
      rotation[3 * second + first] = Math.sin(angle);
      turned = multiply(rotation, turned);
    }
    return turned;
  }

  private static double[] multiply(double[] a, double[] b) {
    double[] product = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int inner = 0; inner < 3; inner++) {
          product[3 * row + column] += a[3 * row + inner] * b[3 * inner + column];
        }
      }
    }
    return product;
  }
}
