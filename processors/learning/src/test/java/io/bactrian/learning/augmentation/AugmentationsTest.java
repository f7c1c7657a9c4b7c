package io.bactrian.learning.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationsTest {
  /** Counting voxels; for changes of colour three channels from 0 to 255. */
  private static PatchData original(String name) {
    if (!name.startsWith("hed") && !name.equals("colorjitter")) {
      return Patches.counting(12, 12, 12);
    }
    PatchData patch = new PatchData(new int[] {12, 12, 12}, 3, true);
    for (int i = 0; i < 3 * patch.voxels(); i++) {
      patch.channel(i / patch.voxels())[i % patch.voxels()] = i * 7 % 256;
    }
    return patch;
  }

  private static PatchData apply(String name, Parameters parameters, long seed) {
    PatchData patch = original(name);
    Augmentations.of(List.of(new AugmentationSettings(name, 1, parameters)), 12, 12, 12)
        .forEach(augmentation -> augmentation.apply(patch, new SplittableRandom(seed)));
    return patch;
  }

  @Test
  void everyNameWorksWithItsDefaultsAndDependsOnTheSeedAlone() {
    for (String name : Augmentations.names()) {
      boolean changed = false;
      for (long seed = 0; seed < 5; seed++) {
        PatchData patch = apply(name, Parameters.NONE, seed);
        PatchData again = apply(name, Parameters.NONE, seed);
        assertThat(patch.channel(0)).as(name).isEqualTo(again.channel(0));
        assertThat(patch.labels()).as(name).isEqualTo(again.labels());
        for (float value : patch.channel(0)) {
          assertThat(value).as(name).isFinite();
        }
        changed |= !Arrays.equals(patch.channel(0), original(name).channel(0));
        if (!List.of("affine", "elastic", "flip", "rotate_90", "rotate_180").contains(name)) {
          assertThat(patch.labels()).as(name).isEqualTo(original(name).labels());
        }
      }
      assertThat(changed).as(name).isTrue();
    }
  }

  @Test
  void theProbabilityIsKept() {
    Augmentation sometimes =
        Augmentations.of(
                List.of(
                    new AugmentationSettings(
                        "noise", 0.2, Parameters.of("mean", List.of(1, 1), "std", List.of(0, 0)))),
                2,
                2,
                2)
            .get(0);
    SplittableRandom random = new SplittableRandom(6);
    PatchData patch = new PatchData(new int[] {1, 1, 1}, 1, false);
    for (int i = 0; i < 10000; i++) {
      sometimes.apply(patch, random);
    }
    assertThat(patch.channel(0)[0]).isCloseTo(2000, within(120f));
  }

  @Test
  void axesOfRotationsCountFromZeroWhenZeroIsAmongThemElseFromOne() {
    // 24 x 24 x 24 would hide which axis it was; a half turn about x keeps the order along x.
    assertThat(apply("rotate_180", Parameters.of("axis", List.of(0)), 1).labels()[0])
        .isEqualTo(11 * 144 + 11 * 12);
    assertThat(apply("rotate_180", Parameters.of("axis", List.of(1)), 1).labels()[0])
        .isEqualTo(11 * 144 + 11 * 12);
    assertThat(apply("rotate_180", Parameters.of("axis", List.of(3)), 1).labels()[0])
        .isEqualTo(11 * 12 + 11);
    assertThat(
            apply("flip", Parameters.of("axis", List.of(1), "flip_probability", 1), 1).labels()[0])
        .isEqualTo(11 * 12);
  }

  @Test
  void mistakesNameTheAugmentation() {
    assertThatThrownBy(() -> apply("sparkle", Parameters.NONE, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The augmentation sparkle cannot be set up")
        .hasMessageContaining("there is no augmentation of that name")
        .hasMessageContaining("data_augmentation, sparkle")
        .hasMessageContaining("[affine, anisotropic, bias, blur, colorjitter, elastic,");
    assertThatThrownBy(() -> apply("flip", Parameters.of("axis", List.of(3)), 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("axis is [3]");
    assertThatThrownBy(
            () -> apply("affine", Parameters.of("isotropic", true, "scales", List.of(1, 2, 3)), 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("isotropic takes one range for all axes");
    assertThatThrownBy(() -> apply("swap", Parameters.of("patch_size", 13), 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("boxes of [13, 13, 13] do not fit [12, 12, 12]");
    assertThatThrownBy(() -> apply("anisotropic", Parameters.of("downsampling", 0.5), 1))
        .hasMessageContaining("downsampling is below 1");
    assertThatThrownBy(() -> apply("motion", Parameters.of("interpolation", "bspline"), 1))
        .hasMessageContaining("interpolation is neither linear nor nearest");
    assertThatThrownBy(() -> apply("noise", Parameters.of("std", -1), 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("std is [-1.0]: A range ends below its start: 0.0 to -1.0")
        .hasMessageContaining("values in their ranges");
    assertThatThrownBy(() -> apply("elastic", Parameters.of("num_control_points", 4), 1))
        .hasMessageContaining("num_control_points is 4, of which none can move");
    assertThatThrownBy(
            () -> Augmentations.of(List.of(AugmentationSettings.of("gamma", 1.5)), 4, 4, 4))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Probability outside 0 to 1: 1.5");
  }

  @Test
  void parametersReachTheirAugmentation() {
    // Three numbers that leave nothing but one axis to change, or an amount of nothing.
    assertThat(apply("swap", Parameters.of("num_iterations", 0), 1).channel(0))
        .isEqualTo(original("swap").channel(0));
    assertThat(apply("spike", Parameters.of("num_spikes", 0), 1).channel(0))
        .isEqualTo(original("spike").channel(0));
    assertThat(apply("ghosting", Parameters.of("num_ghosts", 3, "intensity", 0), 1).channel(0))
        .isEqualTo(original("ghosting").channel(0));
    PatchData coarse = apply("anisotropic", Parameters.of("axis", 2, "downsampling", 4), 1);
    assertThat(coarse.channel(0)[11] - coarse.channel(0)[0]).isEqualTo(11);
    assertThat(coarse.channel(0)[144]).isEqualTo(coarse.channel(0)[0]);
    PatchData dark = apply("colorjitter", Parameters.of("brightness", List.of(0, 0)), 1);
    assertThat(dark.channel(1)).containsOnly(0);
  }

  /** GaNDLF stores a tenth of the patch, which across a plane is 0; a plane has two axes. */
  @Test
  void boxesAndPointsOfAPlane() {
    for (Object box : List.of(List.of(2, 2, 0), List.of(2, 2), 2)) {
      AugmentationSettings swap =
          new AugmentationSettings("swap", 1, Parameters.of("patch_size", box));
      PatchData patch = new PatchData(new int[] {8, 8, 1}, 1, false);
      patch.channel(0)[0] = 1;
      Augmentations.of(List.of(swap), 8, 8, 1).get(0).apply(patch, new SplittableRandom(1));
      double sum = 0;
      for (float value : patch.channel(0)) {
        sum += value;
      }
      assertThat(sum).as("every intensity is still there").isEqualTo(1);
      assertThat(patch.channel(0)[0]).as("but elsewhere").isZero();
    }
    AugmentationSettings elastic =
        new AugmentationSettings(
            "elastic",
            1,
            Parameters.of("num_control_points", List.of(7, 7), "max_displacement", List.of(1, 1)));
    assertThat(Augmentations.of(List.of(elastic), 64, 64, 1)).hasSize(1);
    assertThatThrownBy(() -> Augmentations.of(List.of(elastic), 64, 64, 64))
        .hasMessageContaining("num_control_points is not one or three numbers");
  }

  @Test
  void colourChangesComeBeforeThoseThatShiftIntensities() {
    Augmentation noise = Augmentations.of(List.of(AugmentationSettings.of("noise", 1)), 8).get(0);
    Augmentation jitter =
        Augmentations.of(List.of(AugmentationSettings.of("colorjitter", 1)), 8).get(0);
    assertThat(noise.needsColours()).isFalse();
    assertThat(jitter.needsColours()).isTrue();
    assertThat(jitter.needsSurroundings()).isFalse();
  }

  @Test
  void channelsOfOneImageAreChangedAlikeAndOthersByDrawsOfTheirOwn() {
    for (String name : List.of("bias", "blur", "gamma", "ghosting", "kspace", "motion", "spike")) {
      Parameters values = name.equals("blur") ? Parameters.of("std", 2) : Parameters.NONE;
      Augmentation augmentation =
          Augmentations.of(List.of(new AugmentationSettings(name, 1, values)), 8, 8, 8).get(0);
      for (boolean together : new boolean[] {true, false}) {
        PatchData patch = new PatchData(new int[] {8, 8, 8}, 3, false);
        for (int i = 0; i < 3 * patch.voxels(); i++) {
          patch.channel(i / patch.voxels())[i % patch.voxels()] = i % patch.voxels() * 37 % 101;
        }
        if (together) {
          patch.group(List.of(2, 1));
        }
        augmentation.apply(patch, new SplittableRandom(5));
        assertThat(Arrays.equals(patch.channel(0), patch.channel(1))).as(name).isEqualTo(together);
        assertThat(patch.channel(2)).as(name).isNotEqualTo(patch.channel(1));
      }
    }
  }

  @Test
  void noiseOfAnImageHasOneDeviationButIsAnotherInEachChannel() {
    PatchData patch = new PatchData(new int[] {32, 32, 8}, 2, false);
    patch.group(List.of(2));
    Augmentation noise = Augmentations.of(List.of(AugmentationSettings.of("noise", 1)), 8).get(0);
    noise.apply(patch, new SplittableRandom(5));
    assertThat(patch.channel(0)).isNotEqualTo(patch.channel(1));
    double ratio =
        NoiseVariance.standardDeviation(patch.channel(0))
            / NoiseVariance.standardDeviation(patch.channel(1));
    assertThat(ratio).isBetween(0.95, 1.05);
  }
}
