package io.bactrian.learning.augmentation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Makes the image as coarse along one axis as thick slices do (GaNDLF's {@code anisotropic},
 * TorchIO's {@code RandomAnisotropy}, after Billot et al. 2020): it is sampled at the nearest
 * voxels of a coarser grid over the same field of view and interpolated back linearly. Labels stay.
 */
public final class Anisotropy implements Augmentation {
  private final int[] axes;
  private final Ranges downsampling;

  /**
   * @param axes axes that one is drawn from, 0, 1, 2 for x, y, z (GaNDLF's default: all); in a
   *     single slice z is left out
   * @param downsampling range of the coarser spacing in voxels, at least 1 (GaNDLF's default: 1.5)
   */
  public Anisotropy(int[] axes, Ranges downsampling) {
    if (downsampling.minimum() < 1) {
      throw new IllegalArgumentException("downsampling is below 1");
    }
    this.axes = axes.clone();
    this.downsampling = downsampling;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    int[] possible = Arrays.stream(axes).filter(axis -> patch.size(axis) > 1).toArray();
    if (possible.length > 0) {
      coarsen(patch, possible[random.nextInt(possible.length)], downsampling.draw(random));
    }
  }

  /** Coarse voxel i has its centre at fine position {@code i * factor + (factor - 1) / 2}. */
  static void coarsen(PatchData patch, int axis, double factor) {
    int length = patch.size(axis);
    int coarse = (int) Math.ceil(length / factor);
    int[] near = new int[length];
    int[] far = new int[length];
    float[] weight = new float[length];
    for (int i = 0; i < length; i++) {
      double position = (i - 0.5 * (factor - 1)) / factor;
      double inside = Math.max(0, Math.min(coarse - 1, position));
      int low = (int) inside;
      near[i] = fine(low, factor, length);
      far[i] = fine(Math.min(low + 1, coarse - 1), factor, length);
      weight[i] = (float) (inside - low);
    }
    int inner = axis == 0 ? 1 : axis == 1 ? patch.size(0) : patch.size(0) * patch.size(1);
    int outer = patch.voxels() / inner / length;
    for (int channel = 0; channel < patch.channels(); channel++) {
      float[] source = patch.channel(channel);
      float[] target = patch.spare();
      for (int block = 0; block < outer; block++) {
        int from = block * length * inner;
        for (int i = 0; i < length; i++) {
          blend(
              source,
              from + near[i] * inner,
              from + far[i] * inner,
              weight[i],
              target,
              from + i * inner,
              inner);
        }
      }
      patch.swapChannel(channel);
    }
  }

  private static int fine(int coarse, double factor, int length) {
    return (int) Math.min(length - 1, Math.floor(coarse * factor + 0.5 * (factor - 1) + 0.5));
  }

  private static void blend(
      float[] source, int near, int far, float weight, float[] target, int to, int run) {
    for (int i = 0; i < run; i++) {
      target[to + i] = source[near + i] + weight * (source[far + i] - source[near + i]);
    }
  }
}
