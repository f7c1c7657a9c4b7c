package io.bactrian.learning.sampling;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Goes through patches that cover the volume, as TorchIO's {@code GridSampler}: the fewest, spread
 * evenly, in an order that is drawn for each subject and epoch. When a subject gives fewer patches
 * than its grid has, it gives some of them; when more, it starts again.
 */
public final class GridSampler implements PatchSampler {
  @Override
  public void sample(ClassMap volume, int[] patchSize, RandomGenerator random, int[] start) {
    sample(volume, patchSize, new Turn(0, random.nextLong()), random, start);
  }

  @Override
  public void sample(
      ClassMap volume, int[] patchSize, Turn turn, RandomGenerator random, int[] start) {
    int[][] starts = new int[3][];
    for (int axis = 0; axis < 3; axis++) {
      starts[axis] = starts(volume.size(axis), patchSize[axis], 0);
    }
    int count = starts[0].length * starts[1].length * starts[2].length;
    int window = order(count, turn.key())[turn.index() % count];
    for (int axis = 0; axis < 3; axis++) {
      start[axis] = starts[axis][window % starts[axis].length];
      window /= starts[axis].length;
    }
  }

  private static int[] order(int count, long key) {
    SplittableRandom random = new SplittableRandom(key);
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int window = order[i];
      order[i] = order[other];
      order[other] = window;
    }
    return order;
  }

  /**
   * Where windows begin that cover an axis: the fewest that overlap by at least {@code overlap},
   * spread evenly; for a window longer than the axis one start, which puts the axis in its middle.
   */
  public static int[] starts(int size, int window, int overlap) {
    if (size <= window) {
      return new int[] {-((window - size) / 2)};
    }
    int step = window - overlap;
    int count = (size - window + step - 1) / step + 1;
    int[] starts = new int[count];
    Arrays.setAll(starts, i -> (int) ((long) i * (size - window) / (count - 1)));
    return starts;
  }
}
