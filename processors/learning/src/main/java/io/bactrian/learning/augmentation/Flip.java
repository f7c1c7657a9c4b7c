package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Mirrors the patch (GaNDLF's {@code flip}, TorchIO's {@code RandomFlip}): each of the axes is
 * reversed independently with the given probability.
 */
public final class Flip implements Augmentation {
  private final boolean[] axes = new boolean[3];
  private final double axisProbability;

  /**
   * @param axes axes that may be reversed, 0, 1, 2 for x, y, z (GaNDLF's default: all)
   * @param axisProbability how often each of them is (TorchIO's default: 0.5)
   */
  public Flip(int[] axes, double axisProbability) {
    for (int axis : axes) {
      this.axes[axis] = true;
    }
    this.axisProbability = axisProbability;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    for (int axis = 0; axis < 3; axis++) {
      if (axes[axis] && random.nextDouble() < axisProbability) {
        reverse(patch, axis);
      }
    }
  }

  /** Reverses one axis of the images and the labels. */
  static void reverse(PatchData patch, int axis) {
    int length = patch.size(axis);
    if (length == 1) {
      return;
    }
    // Memory is outer blocks x length x runs of inner voxels that move together.
    int inner = axis == 0 ? 1 : axis == 1 ? patch.size(0) : patch.size(0) * patch.size(1);
    int outer = patch.voxels() / inner / length;
    for (int channel = 0; channel < patch.channels(); channel++) {
      float[] values = patch.channel(channel);
      float[] scratch = patch.floatScratch(inner);
      for (int block = 0; block < outer; block++) {
        reverse(values, scratch, block * length * inner, length, inner);
      }
    }
    if (patch.labels() != null) {
      int[] scratch = patch.intScratch(inner);
      for (int block = 0; block < outer; block++) {
        reverse(patch.labels(), scratch, block * length * inner, length, inner);
      }
    }
  }

  private static void reverse(float[] values, float[] scratch, int from, int length, int inner) {
    int low = from;
    int high = from + (length - 1) * inner;
    if (inner == 1) {
      for (; low < high; low++, high--) {
        float value = values[low];
        values[low] = values[high];
        values[high] = value;
      }
      return;
    }
    for (; low < high; low += inner, high -= inner) {
      System.arraycopy(values, low, scratch, 0, inner);
      System.arraycopy(values, high, values, low, inner);
      System.arraycopy(scratch, 0, values, high, inner);
    }
  }

  private static void reverse(int[] values, int[] scratch, int from, int length, int inner) {
    int low = from;
    int high = from + (length - 1) * inner;
    if (inner == 1) {
      for (; low < high; low++, high--) {
        int value = values[low];
        values[low] = values[high];
        values[high] = value;
      }
      return;
    }
    for (; low < high; low += inner, high -= inner) {
      System.arraycopy(values, low, scratch, 0, inner);
      System.arraycopy(values, high, values, low, inner);
      System.arraycopy(scratch, 0, values, high, inner);
    }
  }
}
