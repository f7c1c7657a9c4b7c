package io.bactrian.learning.augmentation;

import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.imaging.normalize.NormalizeByValue;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Changes colours as they were before a normalization by known numbers, and normalizes them again:
 * GaNDLF augments before it normalizes, here the normalized images are stored.
 *
 * @param change of colours from 0 to 1
 * @param normalization that the patch has behind it
 */
record OnColours(Augmentation change, NormalizeByValue normalization) implements Augmentation {
  /** Of colours that went to a normalized number and back. */
  private static final float ROUNDING = 1e-5f;

  /** The normalization among the steps that can be undone, or null. */
  static NormalizeByValue undoable(List<PreprocessingStep> steps) {
    return steps.stream()
        .map(step -> undoable(step.name(), step.parameters()))
        .reduce(null, (before, last) -> last);
  }

  private static NormalizeByValue undoable(String name, Parameters values) {
    return switch (name) {
      case "normalize_imagenet" -> NormalizeByValue.IMAGENET;
      case "normalize_standardize" -> NormalizeByValue.STANDARDIZE;
      case "normalize_by_val" ->
          new NormalizeByValue(
              Arrays.stream(values.numbers("mean")).boxed().toList(),
              Arrays.stream(values.numbers("std")).boxed().toList());
      default -> null;
    };
  }

  @Override
  public boolean needsColours() {
    return true;
  }

  @Override
  public void apply(PatchData patch, RandomGenerator random) {
    for (int channel = 0; channel < patch.channels(); channel++) {
      float mean = of(normalization.means(), channel);
      float deviation = of(normalization.deviations(), channel);
      float[] values = patch.channel(channel);
      for (int i = 0; i < values.length; i++) {
        values[i] = rounded(values[i] * deviation + mean);
      }
    }
    change.apply(patch, random);
    for (int channel = 0; channel < patch.channels(); channel++) {
      float mean = of(normalization.means(), channel);
      float deviation = of(normalization.deviations(), channel);
      float[] values = patch.channel(channel);
      for (int i = 0; i < values.length; i++) {
        values[i] = (values[i] - mean) / deviation;
      }
    }
  }

  private static float of(List<Double> numbers, int channel) {
    return numbers.get(channel % numbers.size()).floatValue();
  }

  private static float rounded(float colour) {
    boolean below = colour < 0 && colour > -ROUNDING;
    return below ? 0 : colour > 1 && colour < 1 + ROUNDING ? 1 : colour;
  }
}
