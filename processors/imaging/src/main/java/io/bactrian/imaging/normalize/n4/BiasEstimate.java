package io.bactrian.imaging.normalize.n4;

import io.bactrian.imaging.Slices;
import java.util.Arrays;

/**
 * The search for the field: on samples of an image, sharpens, fits and repeats, from coarse
 * lattices to fine ones.
 */
final class BiasEstimate {
  private final N4Settings settings;
  private final int[] size;
  private final double[][] positions;
  private final float[] logarithms;
  private final boolean[] inside;
  private final float[] corrected;
  private float[] field;

  /**
   * A search.
   *
   * @param size voxels of the whole image
   * @param positions of the samples along each axis, in voxels
   * @param logarithms of the samples, x fastest
   * @param inside which of them count; at least two that differ
   */
  BiasEstimate(
      N4Settings settings, int[] size, double[][] positions, float[] logarithms, boolean[] inside) {
    this.settings = settings;
    this.size = size;
    this.positions = positions;
    this.logarithms = logarithms;
    this.inside = inside;
    corrected = logarithms.clone();
    field = new float[logarithms.length];
  }

  /** The bases of a whole image or of samples of it, for a lattice of so many spans. */
  static AxisBasis[] bases(int[] size, double[][] positions, int spans) {
    AxisBasis[] bases = new AxisBasis[3];
    Arrays.setAll(bases, axis -> new AxisBasis(size[axis], positions[axis], spans));
    return bases;
  }

  /**
   * The logarithm of the field, as control points of the finest lattice. Its mean over the samples
   * is 0: how bright an image is as a whole says nothing of a field, and without this it would
   * drift.
   */
  Lattice run() {
    Lattice total = null;
    int spans = settings.spans();
    for (int level = 0; level < settings.levels(); level++, spans *= 2) {
      AxisBasis[] bases = bases(size, positions, spans);
      total = total == null ? Lattice.zero(bases) : total.refined();
      double[] squares = Lattice.squares(bases, inside);
      double change = Double.POSITIVE_INFINITY;
      for (int i = 0; i < settings.iterations() && change > settings.tolerance(); i++) {
        float[] residual = residual();
        total = total.plus(Lattice.fit(bases, residual, inside, squares));
        change = update(total, bases);
      }
    }
    return total.plus(-mean(field));
  }

  private void forEachRow(Rows rows) {
    int slice = positions[0].length * positions[1].length;
    Slices.forEach(positions[2].length, z -> rows.rows(z, z * slice, (z + 1) * slice));
  }

  private interface Rows {
    void rows(int z, int from, int to);
  }

  /**
   * What sharpening takes away from the image as corrected so far, less its mean: sharpening also
   * shifts all values, which is no field, and the fit, which does not give back a constant as one,
   * would make a field of it.
   */
  private float[] residual() {
    Sharpening sharpening = sharpening();
    float[] residual = new float[corrected.length];
    forEachRow(
        (z, from, to) -> {
          for (int i = from; i < to; i++) {
            residual[i] = inside[i] ? corrected[i] - sharpening.at(corrected[i]) : 0;
          }
        });
    float mean = (float) mean(residual);
    forEachRow(
        (z, from, to) -> {
          for (int i = from; i < to; i++) {
            residual[i] -= inside[i] ? mean : 0;
          }
        });
    return residual;
  }

  /** Of the samples that count. */
  private double mean(float[] samples) {
    double[] sums = new double[positions[2].length];
    long[] counts = new long[positions[2].length];
    forEachRow(
        (z, from, to) -> {
          double sum = 0;
          for (int i = from; i < to; i++) {
            if (inside[i]) {
              sum += samples[i];
              counts[z]++;
            }
          }
          sums[z] = sum;
        });
    return Arrays.stream(sums).sum() / Arrays.stream(counts).sum();
  }

  private Sharpening sharpening() {
    int slices = positions[2].length;
    float[] lows = new float[slices];
    float[] highs = new float[slices];
    forEachRow(
        (z, from, to) -> {
          float low = Float.POSITIVE_INFINITY;
          float high = Float.NEGATIVE_INFINITY;
          for (int i = from; i < to; i++) {
            low = inside[i] ? Math.min(low, corrected[i]) : low;
            high = inside[i] ? Math.max(high, corrected[i]) : high;
          }
          lows[z] = low;
          highs[z] = high;
        });
    double minimum = Float.POSITIVE_INFINITY;
    double maximum = Float.NEGATIVE_INFINITY;
    for (int z = 0; z < slices; z++) {
      minimum = Math.min(minimum, lows[z]);
      maximum = Math.max(maximum, highs[z]);
    }
    double width = (maximum - minimum) / (settings.bins() - 1);
    return new Sharpening(
        histogram(minimum, width), minimum, width, settings.fullWidth(), settings.noise());
  }

  /** Each value counts to the two nearest bins in proportion: a triangular Parzen window. */
  private double[] histogram(double minimum, double width) {
    int bins = settings.bins();
    double[][] parts = new double[positions[2].length][];
    forEachRow(
        (z, from, to) -> {
          double[] part = new double[bins];
          for (int i = from; i < to; i++) {
            if (inside[i]) {
              double position = Math.max(0, (corrected[i] - minimum) / width);
              int bin = Math.min(bins - 2, (int) position);
              double offset = Math.min(1, position - bin);
              part[bin] += 1 - offset;
              part[bin + 1] += offset;
            }
          }
          parts[z] = part;
        });
    double[] histogram = new double[bins];
    for (double[] part : parts) {
      Arrays.setAll(histogram, i -> histogram[i] + part[i]);
    }
    return histogram;
  }

  /**
   * Takes the new field off the image.
   *
   * @return how much it changed: the coefficient of variation of the ratio of both fields
   */
  private double update(Lattice total, AxisBasis[] bases) {
    float[] next = new float[field.length];
    double[][] parts = new double[positions[2].length][];
    forEachRow(
        (z, from, to) -> {
          total.evaluateSlice(bases, z, next, from);
          double count = 0;
          double sum = 0;
          double squares = 0;
          for (int i = from; i < to; i++) {
            corrected[i] = logarithms[i] - next[i];
            if (inside[i]) {
              // About 1, where ratios lie, so that the squares keep their digits.
              double ratio = Math.expm1(field[i] - next[i]);
              count++;
              sum += ratio;
              squares += ratio * ratio;
            }
          }
          parts[z] = new double[] {count, sum, squares};
        });
    field = next;
    double count = 0;
    double sum = 0;
    double squares = 0;
    for (double[] part : parts) {
      count += part[0];
      sum += part[1];
      squares += part[2];
    }
    double variance = Math.max(0, squares - sum * sum / count) / Math.max(1, count - 1);
    return Math.sqrt(variance) / (1 + sum / count);
  }
}
