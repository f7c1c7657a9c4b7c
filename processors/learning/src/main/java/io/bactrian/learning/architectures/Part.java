package io.bactrian.learning.architectures;

import ai.djl.ndarray.NDArray;
import io.bactrian.learning.operators.ImageOperators;
import io.bactrian.learning.operators.Operators;

/** A part of a network that takes an image and gives an image, or a vector. */
@FunctionalInterface
interface Part {
  /** The largest of 2 x 2 (x 2) voxels. */
  Part LARGEST_OF_TWO = (image, training) -> ImageOperators.largestOfTwo(image);

  /** The largest of 3 x 3 (x 3) voxels, every second. */
  Part LARGEST_OF_THREE = (image, training) -> ImageOperators.largestOfThree(image);

  /** The mean of 2 x 2 (x 2) voxels. */
  Part MEAN_OF_TWO = (image, training) -> ImageOperators.meanOfTwo(image);

  /** N, C, spatial to N, C. */
  Part MEAN_OF_SPACE = (image, training) -> Operators.meanOfSpace(image);

  Part RELU = (image, training) -> Operators.relu(image);

  Part SILU = (image, training) -> ImageOperators.silu(image);

  /**
   * One pass.
   *
   * @param image N, C, spatial; it stays open
   * @return another array, or the image itself
   */
  NDArray forward(NDArray image, boolean training);

  /** Single elements set to zero at random in training. */
  static Part dropout(float probability) {
    return (image, training) -> {
      if (!training || probability == 0) {
        return image;
      }
      try (NDArray scalar = image.getManager().create(probability)) {
        return Operators.dropout(image, scalar);
      }
    };
  }
}
