package io.bactrian.learning.network;

import ai.djl.ndarray.types.Shape;

/**
 * What goes into a network and what comes out.
 *
 * @param dimension of the images, 2 or 3
 * @param channels of the input
 * @param classes channels of the output
 * @param sizes that images may have
 * @param perImage whether the output is N, classes: one answer an image, instead of one a voxel
 */
public record NetworkShape(
    int dimension, int channels, int classes, SizeRule sizes, boolean perImage) {
  /**
   * @param batch N, channels, spatial (z, y, x or y, x)
   */
  void check(Shape batch) {
    boolean fits = batch.dimension() == dimension + 2 && batch.get(1) == channels;
    for (int axis = 0; fits && axis < dimension; axis++) {
      fits = sizes.fits(axis, batch.get(dimension + 1 - axis));
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "A batch of "
              + batch
              + " does not suit a network for N, "
              + channels
              + " channels and "
              + dimension
              + " spatial axes "
              + sizes);
    }
  }

  Shape output(Shape batch) {
    if (perImage) {
      return new Shape(batch.get(0), classes);
    }
    long[] sizes = batch.getShape().clone();
    sizes[1] = classes;
    return new Shape(sizes);
  }
}
