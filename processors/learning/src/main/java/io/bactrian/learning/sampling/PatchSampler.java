package io.bactrian.learning.sampling;

import java.util.random.RandomGenerator;

/**
 * Chooses where a patch lies in a volume. Implementations are stateless and used by many threads.
 */
public interface PatchSampler {
  /**
   * Draws a position. Along an axis where the patch is larger than the volume the volume lies in
   * the middle of the patch, so the start is below 0.
   *
   * @param volume classes of the volume
   * @param patchSize voxels along x, y, z
   * @param random the only source of randomness
   * @param start receives the first voxel of the patch along x, y, z
   */
  void sample(ClassMap volume, int[] patchSize, RandomGenerator random, int[] start);

  /** The start of a patch around {@code centre}, moved so that the patch lies in the volume. */
  static int startAround(int centre, int patch, int size) {
    if (patch >= size) {
      return -((patch - size) / 2);
    }
    return Math.max(0, Math.min(size - patch, centre - patch / 2));
  }
}
