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
   * True when the change takes voxels from around the patch ({@link PatchData#takeSurroundings});
   * such augmentations run first, before anything else has changed the patch.
   */
  default boolean needsSurroundings() {
    return false;
  }

  /**
   * True when the change reads channels as red, green and blue from 0 to full brightness; such
   * augmentations run before those that shift intensities.
   */
  default boolean needsColours() {
    return false;
  }

  /** This augmentation, applied with the given probability, else nothing. */
  default Augmentation withProbability(double probability) {
    return new Occasionally(this, probability);
  }
}
