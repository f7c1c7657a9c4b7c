package io.bactrian.learning.inference;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** What a sliding window feeds: usually a network and its final layer. */
@FunctionalInterface
public interface WindowNetwork {
  /**
   * @param windows float32, N, C, z, y, x
   * @param starts first voxel of each window in the image, x, y, z; may be below 0
   * @return probabilities of the classes, float32, N, classes, z, y, x
   */
  NDArray probabilities(NDArray windows, List<int[]> starts);
}
