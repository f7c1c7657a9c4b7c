package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Turns the patch by 90 degrees (GaNDLF's {@code rotate_90}) about one of the given axes, drawn for
 * each patch, either way round. Axes are left out where the two others differ in voxels, since the
 * patch would change its shape; a patch without any axis left stays as it is.
 */
public final class Rotate90 implements Augmentation {
  private final int[] axes;

  /**
   * @param axes axes of rotation, 0, 1, 2 for x, y, z (GaNDLF's default: all)
   */
  public Rotate90(int... axes) {
    this.axes = axes.clone();
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    int possible = 0;
    for (int axis : axes) {
      possible += canTurn(patch, axis) ? 1 : 0;
    }
    if (possible == 0) {
      return;
    }
    int drawn = random.nextInt(possible);
    boolean clockwise = random.nextBoolean();
    for (int axis : axes) {
      if (canTurn(patch, axis) && drawn-- == 0) {
        turn(patch, axis, clockwise);
      }
    }
  }

  private static boolean canTurn(PatchData patch, int axis) {
    int side = patch.size((axis + 1) % 3);
    return side > 1 && side == patch.size((axis + 2) % 3);
  }

  /** Turns images and labels about an axis across which the patch is square. */
  static void turn(PatchData patch, int axis, boolean clockwise) {
    int[] strides = {1, patch.size(0), patch.size(0) * patch.size(1)};
    int first = (axis + 1) % 3;
    int second = (axis + 2) % 3;
    int last = patch.size(first) - 1;
    // The voxel (first, second) = (i, j) comes from (j, last - i), or the other way round.
    int[] steps = new int[3];
    steps[axis] = strides[axis];
    steps[first] = clockwise ? -strides[second] : strides[second];
    steps[second] = clockwise ? strides[first] : -strides[first];
    int origin = last * (clockwise ? strides[second] : strides[first]);
    for (int channel = 0; channel < patch.channels(); channel++) {
      gather(patch, patch.channel(channel), patch.spare(), origin, steps);
      patch.swapChannel(channel);
    }
    if (patch.labels() != null) {
      gather(patch, patch.labels(), patch.spareLabels(), origin, steps);
      patch.swapLabels();
    }
  }

  private static void gather(
      PatchData patch, float[] source, float[] target, int origin, int[] steps) {
    int to = 0;
    for (int z = 0; z < patch.size(2); z++) {
      for (int y = 0; y < patch.size(1); y++) {
        int from = origin + z * steps[2] + y * steps[1];
        for (int x = 0; x < patch.size(0); x++) {
          target[to++] = source[from + x * steps[0]];
        }
      }
    }
  }

  private static void gather(PatchData patch, int[] source, int[] target, int origin, int[] steps) {
    int to = 0;
    for (int z = 0; z < patch.size(2); z++) {
      for (int y = 0; y < patch.size(1); y++) {
        int from = origin + z * steps[2] + y * steps[1];
        for (int x = 0; x < patch.size(0); x++) {
          target[to++] = source[from + x * steps[0]];
        }
      }
    }
  }
}
