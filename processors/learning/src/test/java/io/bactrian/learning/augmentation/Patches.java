package io.bactrian.learning.augmentation;

import java.util.function.IntBinaryOperator;

/** Patches for tests. */
final class Patches {
  private Patches() {}

  /** Channel 0 holds 0, 1, 2, ... and the labels the same; channel 1 the negative. */
  static PatchData counting(int x, int y, int z) {
    PatchData patch = new PatchData(new int[] {x, y, z}, 2, true);
    for (int i = 0; i < patch.voxels(); i++) {
      patch.channel(0)[i] = i;
      patch.channel(1)[i] = -i;
      patch.labels()[i] = i;
    }
    return patch;
  }

  /**
   * One channel with the value of {@code f(x, y)} in every slice; labels are its rounded values.
   */
  static PatchData of(int x, int y, int z, IntBinaryOperator f) {
    PatchData patch = new PatchData(new int[] {x, y, z}, 1, true);
    for (int i = 0; i < patch.voxels(); i++) {
      int value = f.applyAsInt(i % x, i / x % y);
      patch.channel(0)[i] = value;
      patch.labels()[i] = value;
    }
    return patch;
  }

  /** Gaussian blobs of value 0 to 1 with smooth sides. */
  static PatchData ball(int n, double radius) {
    PatchData patch = new PatchData(new int[] {n, n, n}, 1, true);
    for (int i = 0; i < patch.voxels(); i++) {
      double distance = distance(i, n);
      patch.channel(0)[i] = (float) Math.max(0, radius - distance);
      patch.labels()[i] = distance < radius ? 1 : 0;
    }
    return patch;
  }

  static double distance(int index, int n) {
    double centre = (n - 1) / 2.0;
    double x = index % n - centre;
    double y = index / n % n - centre;
    double z = index / n / n - centre;
    return Math.sqrt(x * x + y * y + z * z);
  }
}
