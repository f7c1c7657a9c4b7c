package io.bactrian.learning.losses;

import io.bactrian.cohort.configuration.LossSettings;
import java.util.Arrays;

/** What each class counts in a loss; weights sum to one. */
public final class ClassWeights {
  private ClassWeights() {}

  /**
   * Those given in the configuration, scaled to a sum of one, or from the labels, or all alike.
   *
   * @param voxels of each class in the training labels; used only when the loss is weighted
   */
  static float[] of(LossSettings settings, int classes, long[] voxels) {
    if (settings.penalties().isEmpty()) {
      return settings.weighted() ? inverseFrequency(voxels) : equal(classes);
    }
    double sum = settings.penalties().stream().mapToDouble(Double::doubleValue).sum();
    float[] weights = new float[classes];
    for (int i = 0; i < classes; i++) {
      weights[i] = (float) (settings.penalties().get(i) / sum);
    }
    return weights;
  }

  /** The same weight for each of {@code classes}. */
  public static float[] equal(int classes) {
    float[] weights = new float[classes];
    Arrays.fill(weights, 1f / classes);
    return weights;
  }

  /**
   * GaNDLF's penalty weights: the inverse of how often a class occurs, scaled to a sum of one. A
   * class that never occurs gets no weight (GaNDLF's goes to infinity and leaves none for others).
   *
   * @param voxels of each class in the training labels
   */
  public static float[] inverseFrequency(long[] voxels) {
    double sum = 0;
    for (long count : voxels) {
      sum += count == 0 ? 0 : 1.0 / count;
    }
    float[] weights = new float[voxels.length];
    for (int i = 0; i < voxels.length; i++) {
      weights[i] = voxels[i] == 0 ? 0 : (float) (1.0 / voxels[i] / sum);
    }
    return weights;
  }

  /** The same proportions without the first class (background), again with a sum of one. */
  public static float[] withoutBackground(float[] weights) {
    float sum = 0;
    for (int i = 1; i < weights.length; i++) {
      sum += weights[i];
    }
    float[] rest = new float[weights.length];
    for (int i = 1; i < weights.length; i++) {
      rest[i] = weights[i] / sum;
    }
    return rest;
  }
}
