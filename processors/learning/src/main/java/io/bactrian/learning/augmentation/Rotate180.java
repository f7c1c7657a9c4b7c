package io.bactrian.learning.augmentation;

import java.util.random.RandomGenerator;

/**
 * Turns the patch by 180 degrees (GaNDLF's {@code rotate_180}) about one of the given axes, drawn
 * for each patch.
 */
public final class Rotate180 implements Augmentation {
  private final int[] axes;

  /**
   * @param axes axes of rotation, 0, 1, 2 for x, y, z (GaNDLF's default: all)
   */
  public Rotate180(int... axes) {
    if (axes.length == 0) {
      throw new IllegalArgumentException("No axis to rotate about");
    }
    this.axes = axes.clone();
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    // A single slice can only be turned in its plane without being mirrored.
    int axis = patch.size(2) == 1 ? 2 : axes[random.nextInt(axes.length)];
    Flip.reverse(patch, (axis + 1) % 3);
    Flip.reverse(patch, (axis + 2) % 3);
  }
}
