package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * A random change of a patch in place. Implementations hold only their parameters and are used by
 * many threads; all randomness comes from the generator that is handed in, so that a patch depends
 * on its seed alone.
 */
@FunctionalInterface
public interface Augmentation {
  /** Changes the patch; whether and how much is drawn from {@code random}. */
  void apply(PatchData patch, RandomGenerator random);

  /**
   * True when the change takes voxels from around the patch ({@link PatchData#surroundings}); such
   * augmentations run first, before anything else has changed the patch.
   */
  default boolean needsSurroundings() {
    return false;
  }

  /** This augmentation, applied with the given probability, else nothing. */
  default Augmentation withProbability(double probability) {
    return new Occasionally(this, probability);
  }
}
