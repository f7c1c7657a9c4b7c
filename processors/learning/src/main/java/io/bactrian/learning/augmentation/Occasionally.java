package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * An augmentation that is applied to some patches only (GaNDLF's {@code probability}).
 *
 * @param augmentation what is applied
 * @param probability how often, 0 to 1
 */
record Occasionally(Augmentation augmentation, double probability) implements Augmentation {
  Occasionally {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("Probability outside 0 to 1: " + probability);
    }
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    if (random.nextDouble() < probability) {
      augmentation.apply(patch, random);
    }
  }

  @Override
  public boolean needsSurroundings() {
    return augmentation.needsSurroundings();
  }

  @Override
  public boolean needsColours() {
    return augmentation.needsColours();
  }
}
