package io.bactrian.imaging.normalize;

/**
 * Bins of equal width over the values of an image. Whole numbers have a bin each where that gives
 * no more than the most bins; then bins lose nothing.
 */
final class PowerLawGrid {
  /** About as many bins as there are; more take longer, fewer lose more. */
  private static final int MOST = 1 << 14;

  /** Share of a bin's voxels that may have another value than most, say at the edge of a ground. */
  private static final double MOST_OTHERS = 0.02;

  private final int[] places;
  private final boolean[] mixed;
  private final int cells;
  private final int cellBits;
  private final double[] weights;
  private final double bin;

  /**
   * The bins of an image.
   *
   * @param voxels of more than one value
   * @param low the lowest of them
   * @param high the highest
   */
  PowerLawGrid(float[] voxels, float low, float high) {
    double range = (double) high - low;
    double width = range < MOST && areWhole(voxels) ? 1 : range / (MOST - 1);
    bin = width / range;
    int bins = (int) Math.round(range / width) + 1;
    // Few cells are quick to sum, and so are small ones.
    cellBits = bins <= 4096 ? 4 : 5;
    cells = (bins - 1 >> cellBits) + 1;
    weights = lagrange(cell());
    places = new int[voxels.length];
    mixed = new boolean[bins];
    for (int i = 0; i < voxels.length; i++) {
      double place = (voxels[i] - (double) low) / width;
      places[i] = (int) Math.round(place * PowerLawTables.STEPS);
    }
    float[] common = mostCommon(voxels, bins);
    int[] others = new int[bins];
    int[] members = new int[bins];
    for (int i = 0; i < voxels.length; i++) {
      int index = binOf(places[i]);
      members[index]++;
      others[index] += voxels[i] == common[index] ? 0 : 1;
    }
    for (int i = 0; i < voxels.length; i++) {
      int index = binOf(places[i]);
      mixed[index] = others[index] > MOST_OTHERS * members[index];
      if (!mixed[index] && voxels[i] == common[index]) {
        // Equal values are not told apart from themselves.
        places[i] = index * PowerLawTables.STEPS;
      }
    }
  }

  /** The value of more than half of a bin's voxels, where there is one (Boyer and Moore). */
  private float[] mostCommon(float[] voxels, int bins) {
    float[] common = new float[bins];
    int[] lead = new int[bins];
    for (int i = 0; i < voxels.length; i++) {
      int index = binOf(places[i]);
      if (lead[index] == 0) {
        common[index] = voxels[i];
      }
      lead[index] += common[index] == voxels[i] ? 1 : -1;
    }
    return common;
  }

  private static boolean areWhole(float[] voxels) {
    for (float voxel : voxels) {
      if (voxel != Math.rint(voxel)) {
        return false;
      }
    }
    return true;
  }

  /** Of each voxel, in steps of bins. */
  int[] places() {
    return places;
  }

  static int binOf(int place) {
    return (place + PowerLawTables.STEPS / 2) / PowerLawTables.STEPS;
  }

  /** Whether a bin holds voxels of many values; none beyond the ends does. */
  boolean isMixed(int bin) {
    return bin >= 0 && bin < mixed.length && mixed[bin];
  }

  /** Bins a cell, a power of two. */
  int cell() {
    return 1 << cellBits;
  }

  /** The cell of a place. */
  int cellOf(int place) {
    return place / PowerLawTables.STEPS >> cellBits;
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
    return bin;
  }
}
