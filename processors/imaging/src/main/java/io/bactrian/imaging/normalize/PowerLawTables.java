package io.bactrian.imaging.normalize;

/**
 * The power law s(d) = sign(d) |2 d|^alpha / 2 between a value u and many values v that are counted
 * by bins and not one by one. Bins are joined to cells; far from u a bin counts by cubic (Lagrange)
 * interpolation between the four nodes about its cell, near u by itself: {@link #far} has s at the
 * nodes, {@link #near} what is missing from the interpolation for the bins about u. Both depend on
 * where u lies in its cell alone.
 */
final class PowerLawTables {
  /** Cells on either side of u's own whose bins count by themselves. */
  static final int REACH = 2;

  private final PowerLawGrid grid;
  private final int phases;
  private final int nodes;
  private final double[] far;
  private final double[] near;

  /** Tables for the bins of an image. */
  PowerLawTables(double alpha, PowerLawGrid grid) {
    this.grid = grid;
    phases = grid.cell();
    nodes = grid.nodes();
    // s at every bin less every bin or node; index 0 is that of difference 0.
    double[] powers = new double[(nodes + 2 * REACH + 1) * phases];
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 0.5 * Math.pow(2 * grid.width() * i, alpha);
    }
    far = new double[phases * row()];
    near = new double[phases * grid.near()];
    for (int phase = 0; phase < phases; phase++) {
      for (int i = 0; i < row(); i++) {
        far[phase * row() + i] = signed(powers, phase + (nodes - 2 - i) * phases);
      }
      for (int j = 0; j < grid.near(); j++) {
        double exact = signed(powers, phase - (j - REACH * grid.cell()));
        near[phase * grid.near() + j] = exact - interpolated(powers, phase, j);
      }
    }
  }

  private double interpolated(double[] powers, int phase, int bin) {
    double sum = 0;
    for (int node = 0; node < 4; node++) {
      int place = (bin / grid.cell() - REACH - 1 + node) * phases;
      sum += grid.weight(bin % grid.cell(), node) * signed(powers, phase - place);
    }
    return sum;
  }

  /** A row serves u in every cell: it starts where u is in the last one. */
  private int row() {
    return 2 * nodes - 3;
  }

  private static double signed(double[] powers, int steps) {
    return steps < 0 ? -powers[-steps] : powers[steps];
  }

  /**
   * The sum of s(u - v).
   *
   * @param bin of u
   * @param weights of the nodes
   * @param counts of the bins from {@code REACH} cells before u's own on
   */
  double sum(int bin, double[] weights, long[] counts) {
    int phase = bin & phases - 1;
    int start = phase * row() + nodes - 3 - grid.cellOf(bin);
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int k = 0;
    for (; k + 3 < nodes; k += 4) {
      a += weights[k] * far[start + k];
      b += weights[k + 1] * far[start + k + 1];
      c += weights[k + 2] * far[start + k + 2];
      d += weights[k + 3] * far[start + k + 3];
    }
    for (; k < nodes; k++) {
      a += weights[k] * far[start + k];
    }
    int at = phase * grid.near();
    for (int j = 0; j < counts.length; j++, at += 4) {
      long four = counts[j];
      a += (four & 0xffff) * near[at];
      b += (four >>> 16 & 0xffff) * near[at + 1];
      c += (four >>> 32 & 0xffff) * near[at + 2];
      d += (four >>> 48) * near[at + 3];
    }
    return a + b + c + d;
  }
}
