package io.bactrian.learning.augmentation;

import static io.bactrian.learning.augmentation.References.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KSpaceTest {
  private static final int[] SIZE = {6, 5, 4};

  @Test
  void linesOfAnyLengthEqualNumPy() {
    int lengths = 0;
    for (String name : References.names()) {
      if (!name.matches("fft\\d+")) {
        continue;
      }
      lengths++;
      int n = Integer.parseInt(name.substring(3));
      float[] numbers = References.get(name);
      // Three lines side by side: the line, twice the line, and nothing.
      Fourier.Lines lines = new Fourier.Lines(n, 3);
      for (int j = 0; j < n; j++) {
        lines.re[3 * j] = numbers[j];
        lines.im[3 * j] = numbers[n + j];
        lines.re[3 * j + 1] = 2 * numbers[j];
        lines.im[3 * j + 1] = 2 * numbers[n + j];
      }
      float[] re = lines.re.clone();
      float[] im = lines.im.clone();
      Fourier.of(n).forward(lines);
      for (int j = 0; j < n; j++) {
        assertClose(
            new float[] {
              lines.re[3 * j], lines.im[3 * j], lines.re[3 * j + 1] / 2, lines.re[3 * j + 2]
            },
            new float[] {numbers[2 * n + j], numbers[3 * n + j], numbers[2 * n + j], 0},
            2e-6f * (n + 3));
      }
      Fourier.of(n).backward(lines);
      for (int i = 0; i < 3 * n; i++) {
        lines.re[i] /= n;
        lines.im[i] /= n;
      }
      assertClose(lines.re, re, 2e-6f * (n + 3));
      assertClose(lines.im, im, 2e-6f * (n + 3));
    }
    assertThat(lengths).isEqualTo(18);
  }

  @Test
  void aVolumeOverAllAxesEqualsNumPy() {
    float[] re = References.get("volume");
    float[] im = new float[re.length];
    KSpace.forward(re, im, SIZE);
    float[] expected = References.get("fftn");
    assertClose(re, Arrays.copyOf(expected, 120), 2e-5f);
    assertClose(im, Arrays.copyOfRange(expected, 120, 240), 2e-5f);
  }

  @Test
  void ghostsEqualThoseOfTheWholeKSpace() {
    record Case(String name, int axis, int every, double intensity, double restore) {}
    for (Case one :
        new Case[] {
          new Case("ghost_x2", 0, 2, 0.7, -1),
          new Case("ghost_y3", 1, 3, 1, -1),
          new Case("ghost_z2", 2, 2, 0.5, 0.5)
        }) {
      PatchData patch = References.volume("volume");
      Ghosting.add(patch, 0, one.axis, one.every, one.intensity, one.restore);
      assertClose(patch.channel(0), References.get(one.name), 2e-6f);
    }
  }

  @Test
  void ghostsOfNothingOrWithoutIntensityChangeNothingAndTheMeanStays() {
    PatchData patch = References.volume("volume");
    Ghosting.add(patch, 0, 0, 0, 1, -1);
    Ghosting.add(patch, 0, 0, 3, 0, -1);
    assertThat(patch.channel(0)).isEqualTo(References.get("volume"));
    Ghosting.add(patch, 0, 1, 1, 1, -1);
    // Only the plane of frequency 0 along y is left: every row along y is its mean.
    assertThat(patch.channel(0)[0])
        .isEqualTo(patch.channel(0)[6], org.assertj.core.api.Assertions.within(1e-5f));
    assertThat(mean(patch.channel(0)))
        .isCloseTo(mean(References.get("volume")), org.assertj.core.api.Assertions.within(1e-5));
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  @Test
  void spikesEqualThoseOfTheWholeKSpace() {
    PatchData patch = References.volume("volume");
    Spike.add(patch, 0, new int[][] {{1, 4, 2}}, 2);
    assertClose(patch.channel(0), References.get("spike_one"), 5e-6f);
    patch = References.volume("volume");
    Spike.add(patch, 0, new int[][] {{1, 4, 2}, {5, 0, 3}}, -0.5);
    assertClose(patch.channel(0), References.get("spike_two"), 5e-6f);
    patch = References.volume("volume");
    Spike.add(patch, 0, new int[0][], 2);
    assertThat(patch.channel(0)).isEqualTo(References.get("volume"));
  }

  @Test
  void movedImagesAreComposedAsOfTheWholeKSpace() {
    float[][] images = {
      References.get("volume"), References.get("moved1"), References.get("moved2")
    };
    float[] result = new float[120];
    KSpace.combine(images, Motion.weights(new double[] {0.3, 0.7}, 4), SIZE, 2, result);
    assertClose(result, References.get("motion_a"), 2e-6f);
    KSpace.combine(images, Motion.weights(new double[] {0.27, 0.49}, 4), SIZE, 2, result);
    assertClose(result, References.get("motion_b"), 2e-6f);
  }

  @Test
  void theImageThatDidNotMoveGivesTheMiddleOfKSpace() {
    float[][] weights = Motion.weights(new double[] {0.25, 0.75}, 8);
    assertThat(weights[0]).containsExactly(0, 0, 1, 1, 1, 1, 0, 0);
    assertThat(weights[1]).containsExactly(1, 1, 0, 0, 0, 0, 0, 0);
    assertThat(weights[2]).containsExactly(0, 0, 0, 0, 0, 0, 1, 1);
  }

  @Test
  void withoutMovementTheImageStaysInTwoAndThreeDimensions() {
    for (int depth : new int[] {1, 7}) {
      for (boolean linear : new boolean[] {true, false}) {
        PatchData patch = Patches.counting(9, 8, depth);
        new Motion(Ranges.around(0, 0), Ranges.around(0, 0), 3, linear)
            .apply(patch, new SplittableRandom(1));
        assertClose(patch.channel(0), Patches.counting(9, 8, depth).channel(0), 2e-3f);
        assertThat(patch.labels()).isEqualTo(Patches.counting(9, 8, depth).labels());
      }
    }
  }

  @Test
  void motionKeepsTheMeanWhereTheHeadDoesAndChangesTheEdges() {
    PatchData patch = Patches.ball(32, 9);
    float[] before = patch.channel(0).clone();
    int[] labels = patch.labels().clone();
    new Motion(Ranges.around(0, 15), Ranges.around(0, 6), 2, true)
        .apply(patch, new SplittableRandom(4));
    assertThat(patch.labels()).isEqualTo(labels);
    assertThat(mean(patch.channel(0)))
        .isCloseTo(mean(before), org.assertj.core.api.Assertions.withinPercentage(1));
    double change = 0;
    for (int i = 0; i < before.length; i++) {
      change = Math.max(change, Math.abs(patch.channel(0)[i] - before[i]));
    }
    assertThat(change).isBetween(0.3, 6.0);
  }

  @Test
  void aSingleSliceHasGhostsAndSpikesWithinItsPlane() {
    PatchData patch = Patches.of(16, 12, 1, (x, y) -> x * y);
    new Ghosting(new int[] {0, 1, 2}, Ranges.between(2), Ranges.between(1), null)
        .apply(patch, new SplittableRandom(2));
    assertThat(patch.channel(0)).isNotEqualTo(Patches.of(16, 12, 1, (x, y) -> x * y).channel(0));
    new Ghosting(new int[] {2}, Ranges.between(2), Ranges.between(1), null)
        .apply(Patches.of(16, 12, 1, (x, y) -> x), new SplittableRandom(2));
  }

  @Test
  void badParametersAreRefused() {
    int[] axes = {0};
    assertThatThrownBy(() -> new Ghosting(axes, Ranges.between(-1), Ranges.between(1), null))
        .hasMessage("num_ghosts or intensity is below 0");
    assertThatThrownBy(
            () -> new Ghosting(axes, Ranges.between(1), Ranges.between(1), Ranges.between(0, 2)))
        .hasMessage("restore is outside of 0 to 1");
    assertThatThrownBy(() -> new Spike(Ranges.between(-2, 1), Ranges.between(1)))
        .hasMessage("num_spikes is below 0");
    assertThatThrownBy(() -> new Motion(Ranges.around(0, 1), Ranges.around(0, 1), 0, true))
        .hasMessage("num_transforms is below 1: 0");
  }
}
