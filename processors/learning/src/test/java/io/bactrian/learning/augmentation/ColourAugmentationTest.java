package io.bactrian.learning.augmentation;

import static io.bactrian.learning.augmentation.References.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.normalize.NormalizeByValue;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColourAugmentationTest {
  private static final Ranges SAME = Ranges.between(1);
  private static final Ranges NONE = Ranges.between(0);

  private static void assertColours(PatchData patch, String expected, float full) {
    float[] found = new float[24];
    for (int i = 0; i < 24; i++) {
      found[i] = patch.channel(i / 8)[i % 8] / full;
    }
    assertClose(found, References.get(expected), 5e-6f);
    for (int i = 0; i < 8; i++) {
      assertThat(patch.labels()[i]).isEqualTo(i);
    }
  }

  @Test
  void brightnessContrastSaturationAndHueAreThoseOfTheFormulas() {
    for (float full : new float[] {1, 255}) {
      record Case(String name, Ranges b, Ranges c, Ranges s, Ranges h) {}
      for (Case one :
          new Case[] {
            new Case("rgb", SAME, SAME, SAME, NONE),
            new Case("bright", Ranges.between(1.3), SAME, SAME, NONE),
            new Case("contrast", SAME, Ranges.between(0.4), SAME, NONE),
            new Case("saturation", SAME, SAME, Ranges.between(1.8), NONE),
            new Case("hue", SAME, SAME, SAME, Ranges.between(-0.3))
          }) {
        PatchData patch = References.colours(full);
        new ColorJitter(one.b, one.c, one.s, one.h).apply(patch, new SplittableRandom(3));
        assertColours(patch, one.name, full);
      }
    }
  }

  @Test
  void stainsAreTakenApartAndPutTogetherAsInScikitImage() {
    // Scikit-image counts densities in sixths of ours: bias there is 0.02, -0.03 and 0.01.
    for (float full : new float[] {1, 255}) {
      PatchData patch = References.colours(full);
      hed(new double[] {0, 0, 0}, new double[3], 0, 1).apply(patch, new SplittableRandom(3));
      assertColours(patch, "hed_same", full);
      patch = References.colours(full);
      hed(new double[] {0.1, -0.2, 0.5}, new double[] {0.12, -0.18, 0.06}, 0, 1)
          .apply(patch, new SplittableRandom(3));
      assertColours(patch, "hed_changed", full);
    }
  }

  private static HedTransform hed(double[] sigmas, double[] biases, double... cutoff) {
    return new HedTransform(ranges(sigmas), ranges(biases), cutoff);
  }

  private static Ranges[] ranges(double[] values) {
    return Arrays.stream(values).mapToObj(Ranges::between).toArray(Ranges[]::new);
  }

  @Test
  void patchesOutsideOfTheCutoffStay() {
    PatchData patch = References.colours(1); // its mean is near the middle
    hed(new double[] {1, 1, 1}, new double[3], 0, 0.2).apply(patch, new SplittableRandom(3));
    assertThat(patch.channel(1)).isEqualTo(References.colours(1).channel(1));
    hed(new double[] {1, 1, 1}, new double[3], 0.2, 0.8).apply(patch, new SplittableRandom(3));
    assertThat(patch.channel(1)).isNotEqualTo(References.colours(1).channel(1));
  }

  @Test
  void whatIsNoColourIsRefused() {
    ColorJitter jitter = new ColorJitter(SAME, SAME, SAME, NONE);
    assertThatThrownBy(() -> jitter.apply(References.volume("volume"), new SplittableRandom(1)))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("the images have 1 channel(s)")
        .hasMessageContaining("remove colorjitter");
    PatchData normalized = References.colours(1);
    normalized.channel(2)[5] = -1.5f;
    assertThatThrownBy(
            () ->
                hed(new double[3], new double[3], 0, 1).apply(normalized, new SplittableRandom(1)))
        .isInstanceOf(ImageContentException.class)
        .hasMessageContaining("values run from -1.5 to 1.0")
        .hasMessageContaining("leave out preprocessing that shifts intensities");
  }

  /** Normalized, changed and compared with what is changed first and then normalized. */
  @Test
  void afterANormalizationThatIsKnownColoursAreChangedAsTheyWere() {
    Parameters half = Parameters.of("mean", List.of(0.5), "std", List.of(0.25));
    for (PreprocessingStep step :
        List.of(
            new PreprocessingStep("normalize_imagenet", Parameters.NONE),
            new PreprocessingStep("normalize_standardize", Parameters.NONE),
            new PreprocessingStep("normalize_by_val", half))) {
      for (String name : List.of("colorjitter", "hed_transform")) {
        AugmentationSettings settings = AugmentationSettings.of(name, 1);
        NormalizeByValue normalization = OnColours.undoable(List.of(step));
        PatchData first = References.colours(1);
        Augmentations.of(List.of(settings), 8, 8, 1).get(0).apply(first, new SplittableRandom(3));
        normalize(first, normalization);
        PatchData normalized = References.colours(1);
        normalize(normalized, normalization);
        Augmentations.of(List.of(settings), List.of(step), 8, 8, 1)
            .get(0)
            .apply(normalized, new SplittableRandom(3));
        for (int channel = 0; channel < 3; channel++) {
          assertThat(normalized.channel(channel))
              .as(step.name() + " " + name)
              .containsExactly(first.channel(channel), within(2e-4f));
        }
      }
    }
    assertThat(OnColours.undoable(List.of(new PreprocessingStep("normalize", Parameters.NONE))))
        .isNull();
  }

  private static void normalize(PatchData patch, NormalizeByValue by) {
    for (int channel = 0; channel < patch.channels(); channel++) {
      int index = channel % by.means().size();
      float[] values = patch.channel(channel);
      for (int i = 0; i < values.length; i++) {
        double value = (values[i] - by.means().get(index)) / by.deviations().get(index);
        values[i] = (float) value;
      }
    }
  }

  @Test
  void badParametersAreRefused() {
    assertThatThrownBy(() -> new ColorJitter(Ranges.between(-1, 1), SAME, SAME, NONE))
        .hasMessage("brightness, contrast or saturation is below 0");
    assertThatThrownBy(() -> new ColorJitter(SAME, SAME, SAME, Ranges.between(0, 0.6)))
        .hasMessage("hue is outside of -0.5 to 0.5");
    assertThatThrownBy(() -> hed(new double[] {2, 0, 0}, new double[3], 0, 1))
        .hasMessage("a sigma or bias range is outside of -1 to 1");
    assertThatThrownBy(() -> hed(new double[3], new double[3], 0, 2))
        .hasMessage("cutoff_range is not two numbers from 0 to 1");
  }
}
