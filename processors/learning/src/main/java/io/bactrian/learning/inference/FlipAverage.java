package io.bactrian.learning.inference;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Averages what a network says of a window and of its mirror images, mirrored back unless it is
 * said of the whole window (test-time augmentation). Costs two passes for each axis, multiplied.
 *
 * @param network asked for each mirror image
 * @param mirrored which of the axes x, y, z (0, 1, 2) are reversed: those that training reversed,
 *     as a network has no say on mirror images that it never saw
 */
public record FlipAverage(WindowNetwork network, int... mirrored) implements WindowNetwork {
  @Override
  public NDArray probabilities(NDArray windows, List<int[]> starts) {
    NDArray sum = null;
    int combinations = 1 << mirrored.length;
    for (int flips = 0; flips < combinations; flips++) {
      int[] axes = axes(flips, windows.getShape().dimension());
      NDArray shown = axes.length == 0 ? windows : windows.flip(axes);
      NDArray answer = network.probabilities(shown, starts);
      boolean unmoved = axes.length == 0 || answer.getShape().dimension() == 2;
      NDArray back = unmoved ? answer : answer.flip(axes);
      sum = sum == null ? back : sum.add(back);
    }
    return sum.div((float) combinations);
  }

  /** The axes of the array that a combination reverses: x is its last. */
  private int[] axes(int flips, int dimensions) {
    int[] axes = new int[Integer.bitCount(flips)];
    int next = 0;
    for (int i = 0; i < mirrored.length; i++) {
      if ((flips >> i & 1) == 1) {
        axes[next++] = dimensions - 1 - mirrored[i];
      }
    }
    return axes;
  }
}
