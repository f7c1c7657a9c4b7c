package io.bactrian.imaging.phantom;

import java.util.random.RandomGenerator;

/**
 * A bent tube that grows thinner to the back, as the hippocampus does: spheres along an arc. Head
 * coordinates in millimetres, x to the left, y to the back, z upwards.
 */
final class Hippocampus {
  private static final int SPHERES = 24;
  private static final double TEMPORAL_HORN = 1.8;

  private final double[] x = new double[SPHERES];
  private final double[] y = new double[SPHERES];
  private final double[] z = new double[SPHERES];
  private final double[] r = new double[SPHERES];
  private final double[] low = {1e9, 1e9, 1e9};
  private final double[] high = {-1e9, -1e9, -1e9};

  /**
   * @param side 1 for left, -1 for right
   */
  Hippocampus(int side, RandomGenerator random) {
    double length = 21 + 4 * random.nextDouble();
    double thickness = 7.2 + 1.6 * random.nextDouble();
    double bend = 5 + 5 * random.nextDouble();
    double rise = 5 + 6 * random.nextDouble();
    double sideways = 26 + 4 * random.nextDouble();
    double back = 4 + 6 * random.nextDouble();
    double height = -6 + 4 * random.nextDouble();
    for (int i = 0; i < SPHERES; i++) {
      double t = 2.0 * i / (SPHERES - 1) - 1; // -1 at the head, 1 at the tail
      x[i] = side * (sideways - 3 * t + bend * (0.5 - t * t));
      y[i] = back + length * t;
      z[i] = height + rise * t + 3 * t * t;
      r[i] = thickness * (1 - 0.28 * t - 0.12 * t * t);
      reach(i);
    }
  }

  private void reach(int i) {
    double margin = r[i] + TEMPORAL_HORN;
    double[] centre = {x[i], y[i], z[i]};
    for (int axis = 0; axis < 3; axis++) {
      low[axis] = Math.min(low[axis], centre[axis] - margin);
      high[axis] = Math.max(high[axis], centre[axis] + margin);
    }
  }

  /** The structure, the fluid on its outer side, or null when the point is neither. */
  Tissue at(double px, double py, double pz) {
    if (px < low[0] || px > high[0] || py < low[1] || py > high[1] || pz < low[2] || pz > high[2]) {
      return null;
    }
    Tissue found = null;
    for (int i = 0; i < SPHERES; i++) {
      double dx = px - x[i];
      double dy = py - y[i];
      double dz = pz - z[i];
      double distance = dx * dx + dy * dy + dz * dz;
      if (distance < r[i] * r[i]) {
        return Tissue.HIPPOCAMPUS;
      }
      double outer = r[i] + TEMPORAL_HORN;
      if (distance < outer * outer && Math.abs(px) > Math.abs(x[i]) && dz > 0) {
        found = Tissue.FLUID;
      }
    }
    return found;
  }
}
