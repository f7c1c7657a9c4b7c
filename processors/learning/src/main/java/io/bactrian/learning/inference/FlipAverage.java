package io.bactrian.learning.inference;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Averages what a network says of a window and of all its mirror images, mirrored back (test-time
 * augmentation). Costs two passes for each axis longer than one voxel, multiplied.
 *
 * @param network asked for each mirror image
 */
public record FlipAverage(WindowNetwork network) implements WindowNetwork {
  @Override
  public NDArray probabilities(NDArray windows, List<int[]> starts) {
    NDArray sum = null;
    int count = 0;
    for (int flips = 0; flips < 8; flips++) {
      int[] axes = axes(flips, windows);
      if (axes == null) {
        continue;
      }
      NDArray mirrored = axes.length == 0 ? windows : windows.flip(axes);
      NDArray answer = network.probabilities(mirrored, starts);
      NDArray back = axes.length == 0 ? answer : answer.flip(axes);
      sum = sum == null ? back : sum.add(back);
      count++;
    }
    return sum.div((float) count);
  }

  /** The axes of the array that a combination reverses; null when one of them has one voxel. */
  private static int[] axes(int flips, NDArray windows) {
    int[] axes = new int[Integer.bitCount(flips)];
    int next = 0;
    for (int axis = 0; axis < 3; axis++) {
      if ((flips >> axis & 1) == 1) {
        if (windows.getShape().get(2 + axis) == 1) {
          return null;
        }
        axes[next++] = 2 + axis;
      }
    }
    return axes;
  }
}
