package io.bactrian.learning.sampling;

import java.util.random.RandomGenerator;

/** Every position at which the patch lies within the volume is equally likely. */
public final class UniformSampler implements PatchSampler {
  @Override
  public void sample(ClassMap volume, int[] patchSize, RandomGenerator random, int[] start) {
    for (int axis = 0; axis < 3; axis++) {
      int room = volume.size(axis) - patchSize[axis];
      start[axis] = room > 0 ? random.nextInt(room + 1) : -(-room / 2);
    }
  }
}
