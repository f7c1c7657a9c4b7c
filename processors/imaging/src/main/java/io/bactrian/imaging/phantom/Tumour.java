package io.bactrian.imaging.phantom;

import java.util.random.RandomGenerator;

/**
 * An uneven mass with a bright rim and a dark core, in a halo of oedema. Head coordinates in
 * millimetres.
 */
final class Tumour {
  private static final int WAVES = 4;
  private static final double HALO = 1.3;

  private final double x;
  private final double y;
  private final double z;
  private final double radius;
  private final double core;
  private final double[] waves = new double[4 * WAVES];

  /** Somewhere in the upper part of either half of the brain. */
  Tumour(RandomGenerator random) {
    double angle = 2 * Math.PI * random.nextDouble();
    double outward = 0.4 + 0.6 * random.nextDouble();
    x = (random.nextBoolean() ? 1 : -1) * (16 + 18 * Math.abs(Math.cos(angle)) * outward);
    y = 2 + 42 * Math.sin(angle) * outward;
    z = 20 + 22 * random.nextDouble();
    radius = 12 + 7 * random.nextDouble();
    core = 0.45 + 0.25 * random.nextDouble();
    for (int i = 0; i < waves.length; i++) {
      waves[i] = 2 * random.nextDouble() - 1;
    }
  }

  /** The tissue of the mass or its halo, or null outside of both. */
  Tissue at(double px, double py, double pz) {
    double dx = px - x;
    double dy = py - y;
    double dz = pz - z;
    double distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (distance > 1.44 * HALO * radius) {
      return null;
    }
    double relative = distance / (radius * unevenness(dx, dy, dz, distance + 1e-9));
    if (relative < core) {
      return Tissue.TUMOUR_CORE;
    }
    if (relative < 1) {
      return Tissue.TUMOUR_RIM;
    }
    return relative < HALO ? Tissue.OEDEMA : null;
  }

  /** A factor on the radius that varies smoothly with direction, about 0.6 to 1.4. */
  private double unevenness(double dx, double dy, double dz, double distance) {
    double sum = 0;
    for (int i = 0; i < WAVES; i++) {
      double along = (waves[4 * i] * dx + waves[4 * i + 1] * dy + waves[4 * i + 2] * dz) / distance;
      sum += Math.sin(4 * along + 3 * waves[4 * i + 3]);
    }
    return 1 + 0.11 * sum;
  }
}
