package io.bactrian.learning.network;

import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.ConfigurationException;
import java.util.Arrays;

/**
 * What goes into a network and what comes out.
 *
 * @param dimension of the images, 2 or 3
 * @param channels of the input
 * @param classes channels of the output
 * @param depth how many times images are halved on the way
 */
public record NetworkShape(int dimension, int channels, int classes, int depth) {
  /** What every spatial size must be a multiple of. */
  public int divisor() {
    return 1 << depth;
  }

  /**
   * @param patchSize x, y, z; z is 1 in 2D
   */
  void checkPatchSize(int... patchSize) {
    boolean fits = patchSize.length == 3 && (dimension == 3 || patchSize[2] == 1);
    for (int axis = 0; axis < Math.min(dimension, patchSize.length); axis++) {
      fits &= patchSize[axis] > 0 && patchSize[axis] % divisor() == 0;
    }
    if (!fits) {
      throw new ConfigurationException(
          "The patch size " + Arrays.toString(patchSize) + " does not suit the network",
          "patch_size",
          expectedPatchSize(),
          "Change patch_size to the next multiple of " + divisor() + ", or model, depth");
    }
  }

  private String expectedPatchSize() {
    String axes = dimension == 3 ? "x, y and z" : "x and y (z is 1)";
    return axes + " divisible by " + divisor() + " (2^depth, with depth " + depth + ")";
  }

  /**
   * @param batch N, channels, spatial
   */
  void check(Shape batch) {
    boolean fits = batch.dimension() == dimension + 2 && batch.get(1) == channels;
    for (int axis = 2; axis < batch.dimension(); axis++) {
      fits &= batch.get(axis) % divisor() == 0;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "A batch of "
              + batch
              + " does not suit a network for N, "
              + channels
              + " channels and "
              + dimension
              + " spatial axes divisible by "
              + divisor());
    }
  }

  Shape output(Shape batch) {
    long[] sizes = batch.getShape().clone();
    sizes[1] = classes;
    return new Shape(sizes);
  }
}
