package io.bactrian.imaging.normalize;

import java.util.Optional;

/** One bin for each of an image's whole numbers from the lowest to the highest. */
final class PowerLawGrid {
  /** More bins take longer than neighbour by neighbour. */
  private static final int MOST = 1 << 14;

  private final int[] bins;
  private final int cells;
  private final int cellBits;
  private final double[] weights;
  private final double width;

  private PowerLawGrid(int[] bins, int count) {
    this.bins = bins;
    width = 1.0 / (count - 1);
    // Few cells are quick to sum, and so are small ones.
    cellBits = count <= 4096 ? 4 : 5;
    cells = (count - 1 >> cellBits) + 1;
    weights = lagrange(cell());
  }

  /**
   * The bins of an image; empty when it has fractions or too large a range.
   *
   * @param voxels of more than one value
   * @param low the lowest of them
   * @param high the highest
   */
  static Optional<PowerLawGrid> of(float[] voxels, float low, float high) {
    if ((double) high - low >= MOST) {
      return Optional.empty();
    }
    int[] bins = new int[voxels.length];
    for (int i = 0; i < voxels.length; i++) {
      if (voxels[i] != Math.rint(voxels[i])) {
        return Optional.empty();
      }
      bins[i] = (int) (voxels[i] - low);
    }
    return Optional.of(new PowerLawGrid(bins, (int) (high - low) + 1));
  }

  /** Of each voxel. */
  int[] bins() {
    return bins;
  }

  /** Bins a cell, a power of two. */
  int cell() {
    return 1 << cellBits;
  }

  int cellOf(int bin) {
    return bin >> cellBits;
  }

  int cells() {
    return cells;
  }

  /** Nodes about all cells: one before the first, two behind the start of the last. */
  int nodes() {
    return cells + 3;
  }

  /** Bins about a voxel that count by themselves. */
  int near() {
    return (2 * PowerLawTables.REACH + 1) * cell();
  }

  /** What a bin gives the nodes -1, 0, 1 and 2 about its cell (here 0 to 3). */
  double weight(int binOfCell, int node) {
    return weights[4 * binOfCell + node];
  }

  private static double[] lagrange(int cell) {
    double[] weights = new double[4 * cell];
    for (int bin = 0; bin < cell; bin++) {
      double t = (double) bin / cell;
      weights[4 * bin] = -t * (t - 1) * (t - 2) / 6;
      weights[4 * bin + 1] = (t + 1) * (t - 1) * (t - 2) / 2;
      weights[4 * bin + 2] = -(t + 1) * t * (t - 2) / 2;
      weights[4 * bin + 3] = (t + 1) * t * (t - 1) / 6;
    }
    return weights;
  }

  /** The width of a bin, where all values lie within 1. */
  double width() {
    return width;
  }
}
