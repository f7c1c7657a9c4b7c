package io.bactrian.learning.sampling;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Centres the patch on a voxel of a structure, as TorchIO's {@code LabelSampler}: first a class is
 * drawn, then one of its voxels. Near the border of the volume the patch is moved inwards. A volume
 * without any of the wanted classes is sampled uniformly.
 */
public final class LabelSampler implements PatchSampler {
  private final double[] weights;
  private final boolean byVoxels;
  private final boolean acrossBorders;
  private final UniformSampler uniform = new UniformSampler();

  private LabelSampler(double[] weights, boolean byVoxels, boolean acrossBorders) {
    this.weights = weights;
    this.byVoxels = byVoxels;
    this.acrossBorders = acrossBorders;
  }

  /**
   * All voxels that are not background are equally likely, as with TorchIO when no probabilities
   * are given: large structures are drawn more often than small ones.
   */
  public static LabelSampler foreground() {
    return new LabelSampler(null, true, false);
  }

  /** Each class that the volume has, but for the background, is equally likely. */
  public static LabelSampler balanced() {
    return new LabelSampler(null, false, false);
  }

  /**
   * Classes are drawn in proportion to their weight, among those that the volume has (GaNDLF's
   * {@code biased_sampling} with {@code sampling_weights}).
   *
   * @param weights one for each class of the class list, none below 0
   */
  public static LabelSampler weighted(double... weights) {
    return new LabelSampler(checked(weights), false, false);
  }

  /**
   * Each voxel is drawn in proportion to the weight of its class: with the label values as weights,
   * TorchIO's {@code WeightedSampler} with the label map as probability map, as GaNDLF sets it up.
   *
   * @param weights one for each class of the class list, none below 0
   */
  public static LabelSampler byProbability(double... weights) {
    return new LabelSampler(checked(weights), true, false);
  }

  private static double[] checked(double[] weights) {
    for (double weight : weights) {
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException("Weight below 0: " + Arrays.toString(weights));
      }
    }
    return weights.clone();
  }

  /**
   * This sampler, whose patches may reach over the border, so that the drawn voxel is always in
   * their middle (what GaNDLF pads images for); along an axis where the patch is larger than the
   * volume, the volume stays in the middle of the patch.
   */
  public LabelSampler acrossBorders() {
    return new LabelSampler(weights, byVoxels, true);
  }

  @Override
  public void sample(ClassMap volume, int[] patchSize, RandomGenerator random, int[] start) {
    int drawn = volume.hasLabels() ? drawClass(volume, random) : -1;
    if (drawn < 0) {
      uniform.sample(volume, patchSize, random, start);
      return;
    }
    int voxel = volume.voxel(drawn, random.nextInt(volume.count(drawn)));
    int x = voxel % volume.size(0);
    int y = voxel / volume.size(0) % volume.size(1);
    int z = voxel / volume.size(0) / volume.size(1);
    start[0] = start(x, patchSize[0], volume.size(0));
    start[1] = start(y, patchSize[1], volume.size(1));
    start[2] = start(z, patchSize[2], volume.size(2));
  }

  private int start(int centre, int patch, int size) {
    return acrossBorders && patch < size
        ? centre - patch / 2
        : PatchSampler.startAround(centre, patch, size);
  }

  private int drawClass(ClassMap volume, RandomGenerator random) {
    double total = 0;
    for (int c = 0; c < volume.classCount(); c++) {
      total += weight(volume, c);
    }
    if (total == 0) {
      return -1;
    }
    double left = random.nextDouble() * total;
    int last = -1;
    for (int c = 0; c < volume.classCount(); c++) {
      double weight = weight(volume, c);
      if (weight > 0) {
        last = c;
        left -= weight;
        if (left < 0) {
          return c;
        }
      }
    }
    return last;
  }

  private double weight(ClassMap volume, int classIndex) {
    int count = volume.count(classIndex);
    if (weights != null) {
      return count == 0 ? 0 : weights[classIndex] * (byVoxels ? count : 1);
    }
    if (count == 0 || classIndex == volume.background()) {
      return 0;
    }
    return byVoxels ? count : 1;
  }
}
