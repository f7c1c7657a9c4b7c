package io.bactrian.imaging.io.nifti;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.ImageFormatException;

/**
 * The border between NIfTI's affines, in RAS (x to the right, y to the front), and {@link
 * Geometry}, in LPS: the first two rows change sign.
 *
 * <p>Of several descriptions the sform is taken where its code is above 0, else the qform, else the
 * pixel sizes alone (method 1 of the standard: no offset, axes along R, A, S). A description that
 * is announced but unusable (NaN, singular) is an error unless the next one is announced and good.
 */
final class NiftiAffine {
  private static final int SCANNER = 1;
  private static final double ORTHONORMAL_WITHIN = 1e-4;

  private NiftiAffine() {}

  static Geometry geometry(NiftiFields fields, int[] size, String where) {
    double[] affine = null;
    if (fields.sformCode() > 0) {
      affine = usable(sform(fields, size));
    }
    if (affine == null && fields.qformCode() > 0) {
      affine = usable(qform(fields));
    }
    if (affine == null) {
      if (fields.sformCode() > 0 || fields.qformCode() > 0) {
        throw NiftiHeader.broken(
            "its affine is singular or holds NaN", where, "an affine that can be inverted");
      }
      affine = new double[12];
      for (int axis = 0; axis < 3; axis++) {
        affine[5 * axis] = pixelSize(fields, axis);
      }
    }
    try {
      return toGeometry(affine, size, fields.unitOfLength());
    } catch (IllegalArgumentException e) {
      throw new ImageFormatException(
          "The NIfTI header is damaged: " + e.getMessage(),
          where,
          "spacings above 0 and an affine that can be inverted",
          "set the affine of the image anew, or write the file again",
          e);
    }
  }

  /** Analyze 7.5 has no orientation: axes along L, P, S from the origin, as ITK reads it. */
  static Geometry analyze(NiftiFields fields, int[] size) {
    double[] spacing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      spacing[axis] = pixelSize(fields, axis);
    }
    return new Geometry(size, spacing, new double[3], new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
  }

  private static double pixelSize(NiftiFields fields, int axis) {
    double size = Math.abs(fields.pixelSize(axis + 1));
    return size > 0 && Double.isFinite(size) ? size : 1;
  }

  /** 3x4, RAS. A flat image may leave the column of its third axis empty: then it is made. */
  private static double[] sform(NiftiFields fields, int[] size) {
    double[] m = new double[12];
    for (int i = 0; i < 12; i++) {
      m[i] = fields.sform(i);
    }
    if (size[2] == 1 && m[2] == 0 && m[6] == 0 && m[10] == 0) {
      double[] normal = {
        m[4] * m[9] - m[8] * m[5], m[8] * m[1] - m[0] * m[9], m[0] * m[5] - m[4] * m[1]
      };
      double length = Math.sqrt(dot(normal, normal));
      for (int row = 0; row < 3; row++) {
        m[4 * row + 2] = normal[row] / length * pixelSize(fields, 2);
      }
    }
    return m;
  }

  /** 3x4, RAS, from the quaternion: method 2 of nifti1.h. */
  private static double[] qform(NiftiFields fields) {
    double b = fields.qform(0);
    double c = fields.qform(1);
    double d = fields.qform(2);
    double squares = b * b + c * c + d * d;
    double a = 1 - squares;
    if (a < 1e-7) {
      double length = Math.sqrt(squares);
      a = 0;
      b /= length;
      c /= length;
      d /= length;
    } else {
      a = Math.sqrt(a);
    }
    double x = pixelSize(fields, 0);
    double y = pixelSize(fields, 1);
    double z = pixelSize(fields, 2) * (fields.pixelSize(0) < 0 ? -1 : 1);
    return new double[] {
      (a * a + b * b - c * c - d * d) * x, 2 * (b * c - a * d) * y, 2 * (b * d + a * c) * z,
          fields.qform(3),
      2 * (b * c + a * d) * x, (a * a + c * c - b * b - d * d) * y, 2 * (c * d - a * b) * z,
          fields.qform(4),
      2 * (b * d - a * c) * x, 2 * (c * d + a * b) * y, (a * a + d * d - c * c - b * b) * z,
          fields.qform(5)
    };
  }

  private static double[] usable(double[] m) {
    for (double value : m) {
      if (!Double.isFinite(value)) {
        return null;
      }
    }
    double determinant =
        m[0] * (m[5] * m[10] - m[6] * m[9])
            - m[1] * (m[4] * m[10] - m[6] * m[8])
            + m[2] * (m[4] * m[9] - m[5] * m[8]);
    double volume = length(m, 0) * length(m, 1) * length(m, 2);
    return Math.abs(determinant) > 1e-5 * volume && volume > 0 ? m : null;
  }

  private static double length(double[] m, int column) {
    double x = m[column];
    double y = m[4 + column];
    double z = m[8 + column];
    return Math.sqrt(x * x + y * y + z * z);
  }

  private static Geometry toGeometry(double[] ras, int[] size, double unit) {
    double[] spacing = new double[3];
    double[] origin = new double[3];
    double[] direction = new double[9];
    for (int column = 0; column < 3; column++) {
      double length = length(ras, column);
      spacing[column] = length * unit;
      for (int row = 0; row < 3; row++) {
        // Adding 0 turns -0 into 0, so that equal geometries are equal.
        direction[3 * row + column] = sign(row) * ras[4 * row + column] / length + 0.0;
      }
    }
    for (int row = 0; row < 3; row++) {
      origin[row] = sign(row) * ras[4 * row + 3] * unit + 0.0;
    }
    return new Geometry(size, spacing, origin, direction);
  }

  private static double sign(int row) {
    return row < 2 ? -1 : 1;
  }

  /** Writes pixel sizes, sform and, where the axes are orthonormal, the qform. */
  static void put(NiftiFields fields, Geometry geometry) {
    double[] rotation = new double[9];
    double[] affine = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        rotation[3 * row + column] = sign(row) * geometry.direction(row, column);
        affine[4 * row + column] = rotation[3 * row + column] * geometry.spacing(column) + 0.0;
      }
      affine[4 * row + 3] = sign(row) * geometry.origin(row) + 0.0;
    }
    fields.putSform(SCANNER, affine);
    for (int i = 0; i < 8; i++) {
      fields.putPixelSize(i, i >= 1 && i <= 3 ? geometry.spacing(i - 1) : 1);
    }
    if (isOrthonormal(rotation)) {
      boolean mirrored = determinant(rotation) < 0;
      if (mirrored) {
        for (int row = 0; row < 3; row++) {
          rotation[3 * row + 2] *= -1;
        }
      }
      double[] quaternion = quaternion(rotation);
      fields.putPixelSize(0, mirrored ? -1 : 1);
      fields.putQform(
          SCANNER,
          new double[] {
            quaternion[1], quaternion[2], quaternion[3], affine[3], affine[7], affine[11]
          });
    }
  }

  private static boolean isOrthonormal(double[] r) {
    for (int i = 0; i < 3; i++) {
      for (int j = i; j < 3; j++) {
        double product = r[i] * r[j] + r[3 + i] * r[3 + j] + r[6 + i] * r[6 + j];
        if (Math.abs(product - (i == j ? 1 : 0)) > ORTHONORMAL_WITHIN) {
          return false;
        }
      }
    }
    return true;
  }

  private static double determinant(double[] r) {
    return r[0] * (r[4] * r[8] - r[5] * r[7])
        - r[1] * (r[3] * r[8] - r[5] * r[6])
        + r[2] * (r[3] * r[7] - r[4] * r[6]);
  }

  /** a, b, c, d with a >= 0 of a rotation, from whichever of the four is largest. */
  private static double[] quaternion(double[] r) {
    double[] squares = {
      1 + r[0] + r[4] + r[8], 1 + r[0] - r[4] - r[8], 1 - r[0] + r[4] - r[8], 1 - r[0] - r[4] + r[8]
    };
    int largest = 0;
    for (int i = 1; i < 4; i++) {
      largest = squares[i] > squares[largest] ? i : largest;
    }
    double s = 2 * Math.sqrt(squares[largest]);
    double[] q =
        switch (largest) {
          case 0 -> new double[] {s / 4, (r[7] - r[5]) / s, (r[2] - r[6]) / s, (r[3] - r[1]) / s};
          case 1 -> new double[] {(r[7] - r[5]) / s, s / 4, (r[1] + r[3]) / s, (r[2] + r[6]) / s};
          case 2 -> new double[] {(r[2] - r[6]) / s, (r[1] + r[3]) / s, s / 4, (r[5] + r[7]) / s};
          default -> new double[] {(r[3] - r[1]) / s, (r[2] + r[6]) / s, (r[5] + r[7]) / s, s / 4};
        };
    if (q[0] < 0) {
      for (int i = 0; i < 4; i++) {
        q[i] = -q[i];
      }
    }
    return q;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
