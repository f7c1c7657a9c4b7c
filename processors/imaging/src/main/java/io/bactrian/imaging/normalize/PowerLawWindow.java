package io.bactrian.imaging.normalize;

import java.util.Arrays;

/**
 * Bins and nodes ({@link PowerLawTables}) of the voxels in a window that moves along a row: each
 * column of the row's neighbours is counted once for all windows that it belongs to.
 */
final class PowerLawWindow {

  private final PowerLawGrid grid;
  private final int margin;
  private final int nodes;
  private final long[][] columns;
  private final double[][] columnWeights;
  private final double[] columnSums;
  private final double[] weights;
  private double sum;
  private final long[] counts;

  /** An empty window. */
  PowerLawWindow(int columns, PowerLawGrid grid) {
    this.grid = grid;
    margin = PowerLawTables.REACH * grid.cell();
    nodes = grid.nodes();
    this.columns = new long[columns][(grid.cells() * grid.cell() + 2 * margin) / 4];
    columnWeights = new double[columns][nodes];
    columnSums = new double[columns];
    weights = new double[nodes];
    counts = new long[grid.near() / 4];
  }

  /** Counts a value and its bin to a column so many times. */
  void add(int column, int bin, float value, int times) {
    columnSums[column] += times * value;
    columns[column][(bin + margin) / 4] += (long) times << 16 * (bin % 4);
    double[] row = columnWeights[column];
    int cell = grid.cellOf(bin);
    for (int node = 0; node < 4; node++) {
      row[cell + node] += times * grid.weight(bin & grid.cell() - 1, node);
    }
  }

  void start() {
    Arrays.fill(weights, 0);
    sum = 0;
  }

  /** Moves the end of the window over a column. */
  void take(int column) {
    sum += columnSums[column];
    double[] row = columnWeights[column];
    for (int node = 0; node < nodes; node++) {
      weights[node] += row[node];
    }
  }

  /** Moves the start of the window over a column. */
  void leave(int column) {
    sum -= columnSums[column];
    double[] row = columnWeights[column];
    for (int node = 0; node < nodes; node++) {
      weights[node] -= row[node];
    }
  }

  /** Of the values of all columns that were taken and not left. */
  double sum() {
    return sum;
  }

  /** Of the nodes, of all columns that were taken and not left. */
  double[] weights() {
    return weights;
  }

  /**
   * Of the bins from so many cells on, less {@link PowerLawTables#REACH}, of these columns; four in
   * a number of 64 bits.
   */
  long[] counts(int cell, int from, int to) {
    int start = cell * grid.cell() / 4;
    for (int i = start, at = 0; at < counts.length; i += 4, at += 4) {
      long a = 0;
      long b = 0;
      long c = 0;
      long d = 0;
      for (int column = from; column <= to; column++) {
        long[] bins = columns[column];
        a += bins[i];
        b += bins[i + 1];
        c += bins[i + 2];
        d += bins[i + 3];
      }
      counts[at] = a;
      counts[at + 1] = b;
      counts[at + 2] = c;
      counts[at + 3] = d;
    }
    return counts;
  }
}
