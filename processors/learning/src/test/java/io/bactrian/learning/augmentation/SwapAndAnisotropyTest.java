package io.bactrian.learning.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SwapAndAnisotropyTest {
  @Test
  void swappingKeepsEveryIntensityAndChannelsTogether() {
    PatchData patch = Patches.counting(12, 10, 8);
    new Swap(new int[] {3, 2, 2}, 50).apply(patch, new SplittableRandom(1));
    float[] values = patch.channel(0).clone();
    assertThat(values).isNotEqualTo(Patches.counting(12, 10, 8).channel(0));
    for (int i = 0; i < values.length; i++) {
      assertThat(patch.channel(1)[i]).isEqualTo(-values[i]);
    }
    Arrays.sort(values);
    assertThat(values).isEqualTo(Patches.counting(12, 10, 8).channel(0));
    assertThat(patch.labels()).isEqualTo(Patches.counting(12, 10, 8).labels());
  }

  @Test
  void oneSwapExchangesTwoBoxes() {
    PatchData patch = Patches.counting(2, 1, 1);
    new Swap(new int[] {1, 1, 1}, 1).apply(patch, new SplittableRandom(1));
    assertThat(patch.channel(0)).containsExactly(1, 0);
    // The only other place of a box of all x overlaps with itself: nothing to exchange.
    PatchData whole = Patches.counting(4, 1, 1);
    new Swap(new int[] {4, 3, 3}, 10).apply(whole, new SplittableRandom(1));
    assertThat(whole.channel(0)).containsExactly(0, 1, 2, 3);
    assertThatThrownBy(() -> new Swap(new int[] {0, 1, 1}, 1)).hasMessageContaining("below 1");
  }

  @Test
  void coarseningByThreeTakesTheMiddleOfThreeAndInterpolatesBetween() {
    PatchData patch = Patches.counting(9, 1, 1);
    Anisotropy.coarsen(patch, 0, 3);
    // Coarse voxels lie at 1, 4 and 7; beyond the outer ones their value stays.
    assertThat(patch.channel(0))
        .containsExactly(new float[] {1, 1, 2, 3, 4, 5, 6, 7, 7}, within(1e-5f));
    PatchData along = Patches.counting(1, 1, 9);
    Anisotropy.coarsen(along, 2, 3);
    assertThat(along.channel(0)).isEqualTo(patch.channel(0));
  }

  @Test
  void aFactorOfOneChangesNothingAndLabelsStay() {
    for (int axis = 0; axis < 3; axis++) {
      PatchData patch = Patches.counting(5, 4, 3);
      Anisotropy.coarsen(patch, axis, 1);
      assertThat(patch.channel(0)).isEqualTo(Patches.counting(5, 4, 3).channel(0));
      Anisotropy.coarsen(patch, axis, 2.5);
      assertThat(patch.channel(0)).isNotEqualTo(Patches.counting(5, 4, 3).channel(0));
      assertThat(patch.labels()).isEqualTo(Patches.counting(5, 4, 3).labels());
    }
  }

  @Test
  void onlyTheGivenAxesBecomeCoarseAndASingleSliceStaysSharpAcross() {
    PatchData patch = Patches.of(9, 9, 1, (x, y) -> x);
    new Anisotropy(new int[] {1, 2}, Ranges.between(3)).apply(patch, new SplittableRandom(1));
    assertThat(patch.channel(0)).isEqualTo(Patches.of(9, 9, 1, (x, y) -> x).channel(0));
    new Anisotropy(new int[] {2}, Ranges.between(3)).apply(patch, new SplittableRandom(1));
    assertThatThrownBy(() -> new Anisotropy(new int[] {0}, Ranges.between(0.5)))
        .hasMessage("downsampling is below 1");
  }

  @Test
  void anIsotropicAffineScalesAllAxesAlike() {
    Affine affine =
        new Affine(Ranges.between(0.5, 1.5), Ranges.around(0, 0), Ranges.around(0, 0), true);
    PatchData patch = Patches.ball(31, 6);
    affine.apply(patch, new SplittableRandom(12));
    float middle = patch.channel(0)[(15 * 31 + 15) * 31 + 15];
    assertThat(middle).isCloseTo(6, within(0.01f));
    float right = patch.channel(0)[(15 * 31 + 15) * 31 + 19];
    assertThat(right).isNotCloseTo(2, within(0.05f));
    assertThat(patch.channel(0)[(15 * 31 + 19) * 31 + 15]).isCloseTo(right, within(1e-4f));
    assertThat(patch.channel(0)[(19 * 31 + 15) * 31 + 15]).isCloseTo(right, within(1e-4f));
  }
}
