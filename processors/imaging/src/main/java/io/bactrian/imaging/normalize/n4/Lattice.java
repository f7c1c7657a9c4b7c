package io.bactrian.imaging.normalize.n4;

import io.bactrian.imaging.Slices;
import java.util.Arrays;

/**
 * Control points of a smooth field over an image: a tensor product of uniform cubic B-splines, x
 * fastest.
 */
final class Lattice {
  private final int[] controls;
  private final double[] values;

  private Lattice(int[] controls, double[] values) {
    this.controls = controls;
    this.values = values;
  }

  static Lattice zero(AxisBasis[] basis) {
    int[] controls = {basis[0].controls(), basis[1].controls(), basis[2].controls()};
    return new Lattice(controls, new double[controls[0] * controls[1] * controls[2]]);
  }

  double[] values() {
    return values;
  }

  Lattice plus(Lattice other) {
    double[] sums = values.clone();
    Arrays.setAll(sums, i -> sums[i] + other.values[i]);
    return new Lattice(controls, sums);
  }

  /** The field that is higher by so much everywhere: weights add up to 1. */
  Lattice plus(double constant) {
    return new Lattice(controls, Arrays.stream(values).map(value -> value + constant).toArray());
  }

  /**
   * Fits samples on a grid, as Lee, Wolberg and Shin do (IEEE Transactions on Visualization and
   * Computer Graphics 3, 1997): each sample alone would give its control points the values w v /
   * sum(w^2); a control point becomes the mean of what its samples would give it, weighted by w^2.
   * Since the samples lie on a grid and weights are products over the axes, the sums are taken
   * along one axis after the other.
   *
   * @param samples x fastest, as many as the bases have
   * @param inside which samples count
   */
  static Lattice fit(AxisBasis[] basis, float[] samples, boolean[] inside, double[] squares) {
    double[] numerators = sums(basis, samples, inside, 3);
    double[] values = new double[squares.length];
    for (int i = 0; i < values.length; i++) {
      // A control point that no sample reaches stays 0.
      values[i] = squares[i] > 0 ? numerators[i] / squares[i] : 0;
    }
    return new Lattice(zero(basis).controls, values);
  }

  /** The sums of w^2 by control point, which depend on the samples' places alone. */
  static double[] squares(AxisBasis[] basis, boolean[] inside) {
    return sums(basis, null, inside, 2);
  }

  /**
   * Sums over the samples of v w^3 / sum(w^2) (power 3) or of w^2 (power 2, values not read) for
   * each control point.
   */
  private static double[] sums(AxisBasis[] basis, float[] samples, boolean[] inside, int power) {
    double[][] factors = new double[3][];
    for (int axis = 0; axis < 3; axis++) {
      factors[axis] = factors(basis[axis], power);
    }
    int plane = basis[0].controls() * basis[1].controls();
    double[][] planes = new double[basis[2].samples()][];
    Slices.forEach(
        planes.length, z -> planes[z] = plane(basis, factors, samples, inside, z, plane));
    double[] sums = new double[plane * basis[2].controls()];
    int support = basis[2].support();
    for (int z = 0; z < planes.length; z++) {
      for (int offset = 0; offset < support; offset++) {
        double factor = factors[2][z * support + offset];
        int at = (basis[2].first(z) + offset) * plane;
        for (int i = 0; i < plane; i++) {
          sums[at + i] += factor * planes[z][i];
        }
      }
    }
    return sums;
  }

  private static double[] factors(AxisBasis basis, int power) {
    double[] factors = new double[basis.samples() * basis.support()];
    for (int sample = 0; sample < basis.samples(); sample++) {
      double squares = basis.squares(sample);
      for (int offset = 0; offset < basis.support(); offset++) {
        double w = basis.weight(sample, offset);
        factors[sample * basis.support() + offset] = power == 2 ? w * w : w * w * w / squares;
      }
    }
    return factors;
  }

  private static double[] plane(
      AxisBasis[] basis, double[][] factors, float[] samples, boolean[] inside, int z, int length) {
    double[] sums = new double[length];
    double[] row = new double[basis[0].controls()];
    int width = basis[0].samples();
    int supportX = basis[0].support();
    int supportY = basis[1].support();
    int at = z * basis[1].samples() * width;
    for (int y = 0; y < basis[1].samples(); y++) {
      Arrays.fill(row, 0);
      for (int x = 0; x < width; x++, at++) {
        if (inside[at]) {
          double value = samples == null ? 1 : samples[at];
          int control = basis[0].first(x);
          for (int offset = 0; offset < supportX; offset++) {
            row[control + offset] += value * factors[0][x * supportX + offset];
          }
        }
      }
      for (int offset = 0; offset < supportY; offset++) {
        double factor = factors[1][y * supportY + offset];
        int start = (basis[1].first(y) + offset) * row.length;
        for (int i = 0; i < row.length; i++) {
          sums[start + i] += factor * row[i];
        }
      }
    }
    return sums;
  }

  /**
   * The field at the samples of one slice.
   *
   * @param field receives them, x fastest, from {@code offset} on
   */
  void evaluateSlice(AxisBasis[] basis, int z, float[] field, int offset) {
    double[] plane = contracted(values, controls[0] * controls[1], basis[2], z, 0);
    int at = offset;
    for (int y = 0; y < basis[1].samples(); y++) {
      double[] row = contracted(plane, controls[0], basis[1], y, 0);
      int support = basis[0].support();
      for (int x = 0; x < basis[0].samples(); x++) {
        double sum = 0;
        for (int i = 0; i < support; i++) {
          sum += basis[0].weight(x, i) * row[basis[0].first(x) + i];
        }
        field[at++] = (float) sum;
      }
    }
  }

  private static double[] contracted(
      double[] of, int length, AxisBasis basis, int sample, int start) {
    double[] sum = new double[length];
    for (int i = 0; i < basis.support(); i++) {
      double weight = basis.weight(sample, i);
      int at = start + (basis.first(sample) + i) * length;
      for (int k = 0; k < length; k++) {
        sum[k] += weight * of[at + k];
      }
    }
    return sum;
  }

  /** The same field on a lattice of twice the spans along each axis. */
  Lattice refined() {
    int[] size = controls.clone();
    double[] refined = values;
    int stride = 1;
    for (int axis = 0; axis < 3; axis++) {
      if (size[axis] > 1) {
        int finer = 2 * size[axis] - 3;
        refined = refined(refined, stride, size[axis], finer);
        size[axis] = finer;
      }
      stride *= size[axis];
    }
    return new Lattice(size, refined);
  }

  /** Halves the distances along one axis: new points lie at the old ones and between them. */
  private static double[] refined(double[] values, int stride, int size, int finer) {
    int lines = values.length / size / stride;
    double[] result = new double[lines * finer * stride];
    for (int line = 0; line < lines; line++) {
      for (int j = 0; j < finer; j++) {
        int old = line * size * stride + (j + 1) / 2 * stride;
        for (int k = 0; k < stride; k++) {
          int at = old + k;
          result[(line * finer + j) * stride + k] =
              j % 2 == 1
                  ? (values[at - stride] + 6 * values[at] + values[at + stride]) / 8
                  : (values[at] + values[at + stride]) / 2;
        }
      }
    }
    return result;
  }
}
