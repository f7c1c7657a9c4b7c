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

  /**
   * As {@link #sample(ClassMap, int[], RandomGenerator, int[])}, for samplers that go through the
   * patches of a subject in a row.
   */
  default void sample(
      ClassMap volume, int[] patchSize, Turn turn, RandomGenerator random, int[] start) {
    sample(volume, patchSize, random, start);
  }

  /**
   * Which of a subject's patches of an epoch is due.
   *
   * @param index from 0 to one below {@code q_samples_per_volume}
   * @param key the same for all patches of the subject in the epoch, and for no others
   */
  record Turn(int index, long key) {}

  /** The start of a patch around {@code centre}, moved so that the patch lies in the volume. */
  static int startAround(int centre, int patch, int size) {
    if (patch >= size) {
      return -((patch - size) / 2);
    }
    return Math.max(0, Math.min(size - patch, centre - patch / 2));
  }
}
