package io.bactrian.evaluation.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistanceTransformTest {
  @Test
  void aSingleSeedGivesSquaresOfTheWayToIt() {
    boolean[] seeds = new boolean[12];
    seeds[0] = true;
    float[] squared =
        DistanceTransform.squared(seeds, new int[] {3, 2, 2}, new double[] {1, 2, 10});
    assertThat(squared).containsExactly(0, 1, 4, 4, 5, 8, 100, 101, 104, 104, 105, 108);
  }

  @Test
  void withoutASeedEverythingIsInfinitelyFar() {
    float[] squared =
        DistanceTransform.squared(new boolean[8], new int[] {2, 2, 2}, new double[] {1, 1, 1});
    assertThat(squared).containsOnly(Float.POSITIVE_INFINITY);
  }

  @Test
  void seedsMustFillTheBox() {
    assertThatThrownBy(
            () ->
                DistanceTransform.squared(
                    new boolean[7], new int[] {2, 2, 2}, new double[] {1, 1, 1}))
        .hasMessage("7 seeds for 2 x 2 x 2");
  }

  /**
   * Reference: scipy 1.17 {@code distance_transform_edt(~seeds, sampling=(2.0, 0.8, 1.3))} of the
   * same seeds as an array of 11 x 13 x 17 (z, y, x).
   */
  @Test
  void agreesWithScipyOnScatteredSeedsAndUnequalSpacing() {
    boolean[] seeds = scattered(17 * 13 * 11);
    float[] squared =
        DistanceTransform.squared(seeds, new int[] {17, 13, 11}, new double[] {1.3, 0.8, 2.0});
    double sum = 0;
    for (float value : squared) {
      sum += value;
    }
    assertThat(sum).isCloseTo(32146.4, within(0.01));
    assertThat(squared[0]).isCloseTo(15.85f, within(1e-4f));
    assertThat(squared[squared.length - 1]).isCloseTo(38.12f, within(1e-4f));
    assertThat(squared[(5 * 13 + 6) * 17 + 8]).isEqualTo(4f);
  }

  @Test
  void agreesWithTryingEverySeed() {
    int[] size = {17, 13, 11};
    double[] spacing = {0.7, 1.9, 1.1};
    boolean[] seeds = scattered(17 * 13 * 11);
    float[] squared = DistanceTransform.squared(seeds, size, spacing);
    for (int i = 0; i < squared.length; i++) {
      assertThat((double) squared[i]).isCloseTo(nearest(seeds, size, spacing, i), within(1e-3));
    }
  }

  private static double nearest(boolean[] seeds, int[] size, double[] spacing, int from) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < seeds.length; i++) {
      if (seeds[i]) {
        double dx = (i % size[0] - from % size[0]) * spacing[0];
        double dy = (i / size[0] % size[1] - from / size[0] % size[1]) * spacing[1];
        double dz = (i / (size[0] * size[1]) - from / (size[0] * size[1])) * spacing[2];
        best = Math.min(best, dx * dx + dy * dy + dz * dz);
      }
    }
    return best;
  }

  /** Seeds from a plain linear congruential generator, that any language can repeat: 31 here. */
  private static boolean[] scattered(int count) {
    boolean[] seeds = new boolean[count];
    long state = 1;
    for (int i = 0; i < count; i++) {
      state = (state * 1103515245L + 12345) % (1L << 31);
      seeds[i] = (state >> 16) % 97 == 0;
    }
    int marked = 0;
    for (boolean seed : seeds) {
      marked += seed ? 1 : 0;
    }
    assertThat(marked).isEqualTo(31);
    return seeds;
  }
}
