package io.bactrian.learning.augmentation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A range of values for each of three axes, from which one is drawn uniformly, written the ways
 * that TorchIO accepts.
 */
public final class Ranges {
  private final double[] low = new double[3];
  private final double[] high = new double[3];

  private Ranges(double centre, boolean symmetric, double... values) {
    for (int axis = 0; axis < 3; axis++) {
      switch (values.length) {
        case 1, 3 -> {
          double spread = values[values.length == 1 ? 0 : axis];
          low[axis] = symmetric ? centre - spread : centre;
          high[axis] = centre + spread;
        }
        case 2, 6 -> {
          int pair = values.length == 2 ? 0 : 2 * axis;
          low[axis] = values[pair];
          high[axis] = values[pair + 1];
        }
        default ->
            throw new IllegalArgumentException(
                "A range takes 1, 2, 3 or 6 numbers, not " + Arrays.toString(values));
      }
      if (!(low[axis] <= high[axis])) {
        throw new IllegalArgumentException("A range ends below its start: " + range(axis));
      }
    }
  }

  /**
   * One number d: centre - d to centre + d; two: from a to b; three: d for each axis; six: a and b
   * for each axis.
   */
  public static Ranges around(double centre, double... values) {
    return new Ranges(centre, true, values);
  }

  /** As {@link #around}, where one number d means 0 to d. */
  public static Ranges upTo(double... values) {
    return new Ranges(0, false, values);
  }

  /**
   * One number: itself; two: from a to b (what TorchIO makes of ranges that have a lower limit).
   */
  public static Ranges between(double... values) {
    if (values.length > 2) {
      throw new IllegalArgumentException(
          "This range takes 1 or 2 numbers, not " + Arrays.toString(values));
    }
    return values.length == 1 ? upTo(values[0], values[0]) : upTo(values);
  }

  double draw(int axis, RandomGenerator random) {
    return low[axis] + random.nextDouble() * (high[axis] - low[axis]);
  }

  /** Draws from the range of the first axis. */
  double draw(RandomGenerator random) {
    return draw(0, random);
  }

  /** Draws a whole number of the first axis, both ends among them. */
  int drawWhole(RandomGenerator random) {
    int first = (int) Math.ceil(low[0]);
    return first + random.nextInt(Math.max(1, (int) Math.floor(high[0]) - first + 1));
  }

  /** The largest value over all axes. */
  double maximum() {
    return Math.max(high[0], Math.max(high[1], high[2]));
  }

  /** The smallest value over all axes. */
  double minimum() {
    return Math.min(low[0], Math.min(low[1], low[2]));
  }

  private String range(int axis) {
    return low[axis] + " to " + high[axis];
  }
}
