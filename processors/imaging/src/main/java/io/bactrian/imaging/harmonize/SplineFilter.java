package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Slices;

/**
 * From the values of voxels to the coefficients of the cubic B-spline through them, with the image
 * mirrored at its outermost centres: a causal and an anticausal recursion along each axis (Unser,
 * Aldroubi, Eden 1993, "B-spline signal processing", part II). The same as scipy.ndimage's
 * spline_filter of order 3, mode mirror, and ITK's BSplineDecompositionImageFilter.
 */
final class SplineFilter {
  private static final double POLE = Math.sqrt(3) - 2;
  private static final float Z = (float) POLE;

  /** (1 - pole) (1 - 1 / pole), which makes up for what both recursions take away. */
  private static final float GAIN = 6;

  private static final float LAST = (float) (POLE / (POLE * POLE - 1));

  /** Terms of the sum that starts the recursion: the pole to that power is below 1e-13. */
  private static final int TERMS = 24;

  private SplineFilter() {}

  /**
   * @param values x fastest, then y, then z; replaced by the coefficients
   */
  static void apply(float[] values, int[] size) {
    int width = size[0];
    int slice = width * size[1];
    Slices.forEach(
        size[2],
        z -> {
          alongRows(values, z * slice, width, size[1]);
          across(values, z * slice, width, size[1], width);
        });
    Slices.forEach(size[1], y -> across(values, y * width, slice, size[2], width));
  }

  /**
   * Along the rows of one slice, four at a time: each step of a recursion waits for the one before,
   * and four rows do not wait for each other.
   */
  private static void alongRows(float[] values, int start, int width, int rows) {
    if (width == 1) {
      return;
    }
    int row = 0;
    for (; row + 3 < rows; row += 4) {
      fourRows(values, start + row * width, width);
    }
    for (; row < rows; row++) {
      line(values, start + row * width, width);
    }
  }

  private static void line(float[] v, int start, int n) {
    v[start] = GAIN * initial(v, start, n);
    for (int i = start + 1; i < start + n; i++) {
      v[i] = GAIN * v[i] + Z * v[i - 1];
    }
    int last = start + n - 1;
    v[last] = LAST * (v[last] + Z * v[last - 1]);
    for (int i = last - 1; i >= start; i--) {
      v[i] = Z * (v[i + 1] - v[i]);
    }
  }

  private static void fourRows(float[] v, int start, int n) {
    int b = start + n;
    int c = b + n;
    int d = c + n;
    float va = GAIN * initial(v, start, n);
    float vb = GAIN * initial(v, b, n);
    float vc = GAIN * initial(v, c, n);
    float vd = GAIN * initial(v, d, n);
    v[start] = va;
    v[b] = vb;
    v[c] = vc;
    v[d] = vd;
    for (int i = 1; i < n; i++) {
      va = GAIN * v[start + i] + Z * va;
      vb = GAIN * v[b + i] + Z * vb;
      vc = GAIN * v[c + i] + Z * vc;
      vd = GAIN * v[d + i] + Z * vd;
      v[start + i] = va;
      v[b + i] = vb;
      v[c + i] = vc;
      v[d + i] = vd;
    }
    va = LAST * (va + Z * v[start + n - 2]);
    vb = LAST * (vb + Z * v[b + n - 2]);
    vc = LAST * (vc + Z * v[c + n - 2]);
    vd = LAST * (vd + Z * v[d + n - 2]);
    v[start + n - 1] = va;
    v[b + n - 1] = vb;
    v[c + n - 1] = vc;
    v[d + n - 1] = vd;
    for (int i = n - 2; i >= 0; i--) {
      va = Z * (va - v[start + i]);
      vb = Z * (vb - v[b + i]);
      vc = Z * (vc - v[c + i]);
      vd = Z * (vd - v[d + i]);
      v[start + i] = va;
      v[b + i] = vb;
      v[c + i] = vc;
      v[d + i] = vd;
    }
  }

  private static float initial(float[] v, int start, int n) {
    double sum = 0;
    double power = 1;
    for (int k = 0; k < TERMS; k++) {
      sum += power * v[start + Padding.mirrored(k, n)];
      power *= POLE;
    }
    return (float) sum;
  }

  /**
   * Along another axis, for all of the {@code width} voxels of a row at once.
   *
   * @param stride from a row to the next along that axis
   * @param n rows
   */
  private static void across(float[] v, int start, int stride, int n, int width) {
    if (n == 1) {
      return;
    }
    float[] before = new float[width];
    float power = 1;
    for (int k = 0; k < TERMS; k++) {
      int row = start + Padding.mirrored(k, n) * stride;
      for (int i = 0; i < width; i++) {
        before[i] += power * v[row + i];
      }
      power *= Z;
    }
    for (int i = 0; i < width; i++) {
      before[i] *= GAIN;
    }
    System.arraycopy(before, 0, v, start, width);
    for (int k = 1; k < n; k++) {
      int row = start + k * stride;
      for (int i = 0; i < width; i++) {
        before[i] = GAIN * v[row + i] + Z * before[i];
      }
      System.arraycopy(before, 0, v, row, width);
    }
    int next = start + (n - 2) * stride;
    for (int i = 0; i < width; i++) {
      before[i] = LAST * (before[i] + Z * v[next + i]);
    }
    System.arraycopy(before, 0, v, start + (n - 1) * stride, width);
    for (int k = n - 2; k >= 0; k--) {
      int row = start + k * stride;
      for (int i = 0; i < width; i++) {
        before[i] = Z * (before[i] - v[row + i]);
      }
      System.arraycopy(before, 0, v, row, width);
    }
  }
}
