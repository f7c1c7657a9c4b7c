package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Exchanges pairs of small boxes (GaNDLF's {@code swap}, TorchIO's {@code RandomSwap}), after which
 * every intensity is still there, elsewhere (context restoration, Chen et al. 2019). The two boxes
 * of a pair do not overlap; all channels are changed alike, labels stay.
 */
public final class Swap implements Augmentation {
  private static final int ATTEMPTS = 20;

  private final int[] box;
  private final int iterations;

  /**
   * @param box voxels of a box along x, y, z (GaNDLF's default: a tenth of the patch)
   * @param iterations how many pairs (GaNDLF's default: 100)
   */
  public Swap(int[] box, int iterations) {
    if (box[0] < 1 || box[1] < 1 || box[2] < 1 || iterations < 0) {
      throw new IllegalArgumentException("patch_size is below 1 or num_iterations below 0");
    }
    this.box = box.clone();
    this.iterations = iterations;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = Math.min(box[axis], patch.size(axis));
    }
    int[] first = new int[3];
    int[] second = new int[3];
    for (int i = 0; i < iterations; i++) {
      draw(patch, size, first, random);
      // Where a box takes more than half of the patch there may be no second place for it.
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        draw(patch, size, second, random);
        if (apart(first, second, size)) {
          exchange(patch, first, second, size);
          break;
        }
      }
    }
  }

  private static void draw(PatchData patch, int[] size, int[] start, RandomGenerator random) {
    for (int axis = 0; axis < 3; axis++) {
      start[axis] = random.nextInt(patch.size(axis) - size[axis] + 1);
    }
  }

  private static boolean apart(int[] first, int[] second, int[] size) {
    for (int axis = 0; axis < 3; axis++) {
      if (Math.abs(first[axis] - second[axis]) >= size[axis]) {
        return true;
      }
    }
    return false;
  }

  private static void exchange(PatchData patch, int[] first, int[] second, int[] size) {
    float[] row = patch.floatScratch(size[0]);
    for (int channel = 0; channel < patch.channels(); channel++) {
      float[] values = patch.channel(channel);
      for (int z = 0; z < size[2]; z++) {
        for (int y = 0; y < size[1]; y++) {
          int one = at(patch, first, y, z);
          int other = at(patch, second, y, z);
          System.arraycopy(values, one, row, 0, size[0]);
          System.arraycopy(values, other, values, one, size[0]);
          System.arraycopy(row, 0, values, other, size[0]);
        }
      }
    }
  }

  private static int at(PatchData patch, int[] start, int y, int z) {
    return ((start[2] + z) * patch.size(1) + start[1] + y) * patch.size(0) + start[0];
  }
}
