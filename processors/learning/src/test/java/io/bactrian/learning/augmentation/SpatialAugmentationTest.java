package io.bactrian.learning.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpatialAugmentationTest {
  private static final int[] ALL = {0, 1, 2};

  private static void assertLabelsFollow(PatchData patch) {
    for (int i = 0; i < patch.voxels(); i++) {
      assertThat(patch.labels()[i]).isEqualTo((int) patch.channel(0)[i]);
      assertThat(patch.channel(1)[i]).isEqualTo(-patch.channel(0)[i]);
    }
  }

  @Test
  void reversingAnAxisPutsTheLastVoxelFirst() {
    PatchData patch = Patches.counting(3, 2, 2);
    Flip.reverse(patch, 0);
    assertThat(patch.labels()).containsExactly(2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9);
    patch = Patches.counting(3, 2, 2);
    Flip.reverse(patch, 1);
    assertThat(patch.labels()).containsExactly(3, 4, 5, 0, 1, 2, 9, 10, 11, 6, 7, 8);
    patch = Patches.counting(3, 2, 2);
    Flip.reverse(patch, 2);
    assertThat(patch.labels()).containsExactly(6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 4, 5);
    assertLabelsFollow(patch);
  }

  @Test
  void reversingTwiceIsTheIdentity() {
    for (int axis : ALL) {
      PatchData patch = Patches.counting(5, 4, 3);
      Flip.reverse(patch, axis);
      assertThat(patch.labels()[0]).isNotZero();
      Flip.reverse(patch, axis);
      assertThat(patch.labels()).isEqualTo(Patches.counting(5, 4, 3).labels());
      assertLabelsFollow(patch);
    }
  }

  @Test
  void onlyTheGivenAxesAreFlippedAndAsOftenAsAsked() {
    SplittableRandom random = new SplittableRandom(2);
    Flip flip = new Flip(new int[] {1}, 0.3);
    int flipped = 0;
    for (int i = 0; i < 10000; i++) {
      PatchData patch = Patches.counting(2, 2, 2);
      flip.apply(patch, random);
      assertThat(patch.labels()[0]).isIn(0, 2);
      flipped += patch.labels()[0] / 2;
    }
    assertThat(flipped).isCloseTo(3000, within(150));
  }

  @Test
  void aQuarterTurnAboutZTakesXToY() {
    PatchData patch = Patches.counting(2, 2, 1);
    Rotate90.turn(patch, 2, true);
    // 0 1      2 0
    // 2 3  ->  3 1
    assertThat(patch.labels()).containsExactly(2, 0, 3, 1);
    Rotate90.turn(patch, 2, false);
    assertThat(patch.labels()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void fourQuarterTurnsAreTheIdentityAndTwoAreAHalfTurn() {
    for (int axis : ALL) {
      int[] size = {4, 4, 4};
      size[axis] = 3;
      PatchData patch = Patches.counting(size[0], size[1], size[2]);
      int[] original = patch.labels().clone();
      Rotate90.turn(patch, axis, true);
      Rotate90.turn(patch, axis, true);
      PatchData half = Patches.counting(size[0], size[1], size[2]);
      new Rotate180(axis).apply(half, new SplittableRandom(1));
      assertThat(patch.labels()).isEqualTo(half.labels()).isNotEqualTo(original);
      assertLabelsFollow(patch);
      Rotate90.turn(patch, axis, true);
      Rotate90.turn(patch, axis, true);
      assertThat(patch.labels()).isEqualTo(original);
      assertLabelsFollow(patch);
    }
  }

  @Test
  void quarterTurnsAreLeftOutWhereTheyWouldChangeTheShape() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 100; i++) {
      PatchData patch = Patches.counting(4, 4, 3);
      new Rotate90(ALL).apply(patch, random);
      // Only turns about z are possible, both ways: slices stay in place.
      assertThat(patch.labels()[0]).isIn(3, 12);
      PatchData uneven = Patches.counting(4, 3, 2);
      new Rotate90(ALL).apply(uneven, random);
      assertThat(uneven.labels()).isEqualTo(Patches.counting(4, 3, 2).labels());
    }
  }

  @Test
  void anAffineWithoutChangeIsTheIdentity() {
    PatchData patch = Patches.counting(6, 5, 4);
    Affine.move(patch, new double[] {1, 1, 1}, new double[3], new double[3]);
    assertThat(patch.labels()).isEqualTo(Patches.counting(6, 5, 4).labels());
    assertLabelsFollow(patch);
  }

  @Test
  void translationIsInMillimetresAndBringsInTheDarkestCorner() {
    PatchData patch = Patches.of(5, 1, 1, (x, y) -> x + 1);
    patch.place(new double[] {2, 1, 1}, new int[3], new int[] {5, 1, 1}, 7, null);
    Affine.move(patch, new double[] {1, 1, 1}, new double[3], new double[] {3, 0, 0});
    assertThat(patch.channel(0)).containsExactly(1, 1, 1.5f, 2.5f, 3.5f);
    assertThat(patch.labels()).containsExactly(7, 1, 2, 3, 4);
  }

  /** A volume without end that rises along x, in images and labels. */
  private static Surroundings ramp(int slope) {
    return new Surroundings() {
      @Override
      public void read(int channel, int[] start, int[] size, float[] target) {
        for (int i = 0; i < size[0] * size[1] * size[2]; i++) {
          target[i] = slope * (start[0] + i % size[0]);
        }
      }

      @Override
      public float outside(int channel) {
        return 0;
      }

      @Override
      public void readLabels(int[] start, int[] size, int[] target) {
        for (int i = 0; i < size[0] * size[1] * size[2]; i++) {
          target[i] = slope * (start[0] + i % size[0]);
        }
      }
    };
  }

  @Test
  void whatComesInIsReadFromTheVolumeAroundThePatch() {
    PatchData patch = Patches.of(4, 1, 1, (x, y) -> x);
    patch.place(new double[] {1, 1, 1}, new int[3], new int[] {4, 1, 1}, 0, ramp(1));
    Affine.move(patch, new double[] {0.5, 1, 1}, new double[3], new double[3]);
    assertThat(patch.channel(0)).containsExactly(-1.5f, 0.5f, 2.5f, 4.5f);
    assertThat(patch.labels()[1]).isIn(0, 1);
    assertThat(patch.takeSurroundings()).isNull();
  }

  @Test
  void aRotationBy90DegreesEqualsAQuarterTurn() {
    for (int axis : ALL) {
      double[] radians = new double[3];
      radians[axis] = Math.PI / 2;
      PatchData turned = Patches.counting(5, 5, 5);
      Rotate90.turn(turned, axis, true);
      PatchData rotated = Patches.counting(5, 5, 5);
      Affine.move(rotated, new double[] {1, 1, 1}, radians, new double[3]);
      assertThat(rotated.labels()).isEqualTo(turned.labels());
      assertThat(rotated.channel(0)).containsExactly(turned.channel(0), within(1e-3f));
    }
  }

  @Test
  void rotationKeepsABallAndScalingChangesItsVolume() {
    PatchData patch = Patches.ball(31, 8);
    long before = Arrays.stream(patch.labels()).sum();
    Affine.move(patch, new double[] {1, 1, 1}, new double[] {0.3, -0.2, 0.7}, new double[3]);
    for (int i = 0; i < patch.voxels(); i++) {
      double expected = Math.max(0, 8 - Patches.distance(i, 31));
      assertThat((double) patch.channel(0)[i]).isCloseTo(expected, within(0.4));
    }
    assertThat(Arrays.stream(patch.labels()).sum() / (double) before).isCloseTo(1, within(0.03));
    Affine.move(patch, new double[] {1.2, 1.2, 1.2}, new double[3], new double[3]);
    assertThat(Arrays.stream(patch.labels()).sum() / (double) before)
        .isCloseTo(1.2 * 1.2 * 1.2, within(0.08));
  }

  @Test
  void aRotationWithUnevenSpacingKeepsDistances() {
    // A ball of 6 mm on a grid of 1 x 1 x 2 mm.
    PatchData patch = new PatchData(new int[] {21, 21, 11}, 1, true);
    patch.place(new double[] {1, 1, 2}, new int[3], new int[] {21, 21, 11}, 0, null);
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < patch.voxels(); i++) {
        double x = i % 21 - 10;
        double y = i / 21 % 21 - 10;
        double z = 2 * (i / 441 - 5);
        double value = Math.max(0, 6 - Math.sqrt(x * x + y * y + z * z));
        if (pass == 0) {
          patch.channel(0)[i] = (float) value;
        } else {
          assertThat((double) patch.channel(0)[i]).isCloseTo(value, within(0.8));
        }
      }
      if (pass == 0) {
        Affine.move(
            patch, new double[] {1, 1, 1}, new double[] {Math.PI / 4, 0.4, 0}, new double[3]);
      }
    }
  }

  @Test
  void aSingleSliceStaysInItsPlane() {
    Affine affine =
        new Affine(Ranges.around(1, 0.3), Ranges.around(0, 40), Ranges.around(0, 3), false);
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 50; i++) {
      PatchData patch = Patches.of(32, 32, 1, (x, y) -> 5);
      affine.apply(patch, random);
      assertThat(patch.channel(0)[16 * 32 + 16]).isCloseTo(5, within(1e-4f));
      assertThat(patch.labels()[16 * 32 + 16]).isEqualTo(5);
    }
  }

  @Test
  void elasticHardlyMovesTheLockedBorderAndMovesImageAndLabelsTogether() {
    Elastic elastic = new Elastic(new int[] {7, 7, 7}, new double[] {3, 3, 3}, 2);
    PatchData patch = Patches.of(24, 24, 24, (x, y) -> 10 * x);
    patch.place(new double[] {1, 1, 1}, new int[3], new int[] {24, 24, 24}, 0, ramp(10));
    elastic.apply(patch, new SplittableRandom(3));
    double largest = 0;
    for (int i = 0; i < patch.voxels(); i++) {
      int x = i % 24;
      double moved = Math.abs(patch.channel(0)[i] - 10 * x);
      largest = Math.max(largest, moved);
      assertThat(moved).isLessThan(30);
      if (x == 0 || x == 23) {
        assertThat(moved).isLessThan(30 / 6.0); // the spline weighs the free point with 1/6
      }
      assertThat((float) patch.labels()[i]).isCloseTo(patch.channel(0)[i], within(5.01f));
    }
    assertThat(largest).isGreaterThan(6);
  }

  @Test
  void elasticWithoutDisplacementIsTheIdentityInTwoAndThreeDimensions() {
    Elastic still = new Elastic(new int[] {5, 6, 7}, new double[3], 0);
    for (int depth : new int[] {1, 6}) {
      PatchData patch = Patches.counting(9, 8, depth);
      still.apply(patch, new SplittableRandom(3));
      assertThat(patch.labels()).isEqualTo(Patches.counting(9, 8, depth).labels());
      assertLabelsFollow(patch);
    }
  }

  @Test
  void badParametersAreRefused() {
    assertThatThrownBy(() -> new Elastic(new int[] {3, 5, 5}, new double[3], 2))
        .hasMessageContaining("need 4 control points");
    assertThatThrownBy(
            () ->
                new Affine(Ranges.around(1, 1.5), Ranges.around(0, 1), Ranges.around(0, 1), false))
        .hasMessageContaining("Scales are not above 0");
    assertThatThrownBy(() -> Ranges.upTo(3, 1)).hasMessageContaining("ends below its start");
    assertThatThrownBy(() -> Ranges.upTo(1, 2, 3, 4)).hasMessageContaining("1, 2, 3 or 6");
  }
}
