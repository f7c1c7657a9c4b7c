package io.bactrian.learning.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntensityAugmentationTest {
  private static PatchData constant(int n, float value) {
    PatchData patch = new PatchData(new int[] {n, n, n}, 1, true);
    Arrays.fill(patch.channel(0), value);
    patch.labels()[5] = 1;
    return patch;
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  @Test
  void noiseHasTheMeanAndDeviationAskedFor() {
    PatchData patch = constant(64, 10);
    new Noise(Ranges.upTo(2, 2), Ranges.upTo(0.5, 0.5)).apply(patch, new SplittableRandom(1));
    assertThat(mean(patch.channel(0))).isCloseTo(12, within(0.005));
    assertThat(NoiseVariance.standardDeviation(patch.channel(0))).isCloseTo(0.5, within(0.003));
    assertThat(Arrays.stream(patch.labels()).sum()).isEqualTo(1);
  }

  @Test
  void noiseDeviationsAreSpreadOverTheirRange() {
    SplittableRandom random = new SplittableRandom(3);
    double[] deviations = new double[400];
    for (int i = 0; i < deviations.length; i++) {
      PatchData patch = constant(10, 0);
      new Noise(Ranges.around(0, 0), Ranges.upTo(1)).apply(patch, random);
      deviations[i] = NoiseVariance.standardDeviation(patch.channel(0));
    }
    assertThat(Arrays.stream(deviations).average().orElseThrow()).isCloseTo(0.5, within(0.05));
    assertThat(Arrays.stream(deviations).min().orElseThrow()).isLessThan(0.05);
    assertThat(Arrays.stream(deviations).max().orElseThrow()).isBetween(0.95, 1.1);
  }

  @Test
  void varyingNoiseStaysWithinItsPartOfTheImagesDeviation() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20; i++) {
      PatchData patch = Patches.counting(20, 20, 20);
      new NoiseVariance(Ranges.around(0, 0), 0.015).apply(patch, random);
      PatchData before = Patches.counting(20, 20, 20);
      float[] difference = new float[8000];
      for (int k = 0; k < 8000; k++) {
        difference[k] = patch.channel(0)[k] - before.channel(0)[k];
      }
      double limit = 0.015 * NoiseVariance.standardDeviation(before.channel(0));
      assertThat(NoiseVariance.standardDeviation(difference)).isLessThan(1.05 * limit);
    }
  }

  @Test
  void standardDeviationOfKnownNumbers() {
    assertThat(NoiseVariance.standardDeviation(new float[] {2, 4, 4, 4, 5, 5, 7, 9})).isEqualTo(2);
    assertThat(NoiseVariance.standardDeviation(new float[] {1e6f, 1e6f + 2})).isEqualTo(1);
  }

  @Test
  void gammaRaisesMagnitudesAndKeepsSignsAndOrder() {
    float[] values = {-4, -0.25f, 0, 1e-40f, 0.25f, 1, 9};
    Gamma.raise(values, 0.5f);
    assertThat(values).containsExactly(new float[] {-2, -0.5f, 0, 0, 0.5f, 1, 3}, within(1e-5f));
    SplittableRandom random = new SplittableRandom(1);
    for (int run = 0; run < 50; run++) {
      PatchData patch = new PatchData(new int[] {1000, 1, 1}, 1, false);
      for (int i = 0; i < 1000; i++) {
        patch.channel(0)[i] = (i - 500) / 100f;
      }
      new Gamma(Ranges.around(0, 0.3)).apply(patch, random);
      for (int i = 1; i < 1000; i++) {
        assertThat(patch.channel(0)[i]).isGreaterThan(patch.channel(0)[i - 1]);
      }
      assertThat(patch.channel(0)[999])
          .isBetween((float) Math.pow(4.99, Math.exp(-0.3)), (float) Math.pow(4.99, Math.exp(0.3)));
    }
  }

  @Test
  void floatPowersAreCloseToTheExactOnes() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 100000; i++) {
      float base = (float) Math.exp(20 * random.nextDouble() - 10);
      float exponent = (float) (0.7 + 0.7 * random.nextDouble());
      double exact = Math.pow(base, exponent);
      assertThat(FloatPower.pow(base, exponent) / exact).isCloseTo(1, within(4e-6));
      float x = (float) (20 * random.nextDouble() - 10);
      assertThat(FloatPower.exp(x) / Math.exp(x)).isCloseTo(1, within(3e-6));
    }
    assertThat(FloatPower.pow(1, 0.8f)).isEqualTo(1);
    assertThat(FloatPower.exp(0)).isEqualTo(1);
    assertThat(FloatPower.exp(1000)).isFinite();
    assertThat(FloatPower.exp(-1000)).isPositive();
  }

  @Test
  void blurOfAPointIsTheGaussian() {
    PatchData patch = constant(21, 0);
    int centre = (10 * 21 + 10) * 21 + 10;
    patch.channel(0)[centre] = 1;
    patch.place(new double[] {2, 2, 2}, new int[3], new int[] {21, 21, 21}, 0, null);
    new Blur(Ranges.upTo(3, 3)).apply(patch, new SplittableRandom(1)); // 3 mm = 1.5 voxels
    float[] values = patch.channel(0);
    double peak = 1 / Math.pow(Math.sqrt(2 * Math.PI) * 1.5, 3);
    assertThat(values[centre] / peak).isCloseTo(1, within(0.001));
    for (int step : new int[] {1, 21, 441}) {
      assertThat(values[centre + 2 * step] / values[centre])
          .isCloseTo((float) Math.exp(-0.5 * 4 / 2.25), within(1e-4f));
    }
    assertThat(mean(values) * values.length).isCloseTo(1, within(1e-4));
  }

  @Test
  void blurOfAConstantIsTheConstantUpToTheFaces() {
    PatchData patch = constant(8, 3);
    new Blur(Ranges.upTo(4, 4)).apply(patch, new SplittableRandom(1));
    for (float value : patch.channel(0)) {
      assertThat(value).isCloseTo(3, within(1e-5f));
    }
  }

  @Test
  void theBiasFieldOfOrderZeroIsOneFactorAndHigherOnesAreSmooth() {
    PatchData patch = constant(16, 2);
    new BiasField(Ranges.upTo(0.5, 0.5), 0).apply(patch, new SplittableRandom(1));
    for (float value : patch.channel(0)) {
      assertThat(value).isCloseTo((float) (2 * Math.exp(0.5)), within(1e-5f));
    }
    patch = constant(16, 1);
    new BiasField(Ranges.around(0, 0.5), 3).apply(patch, new SplittableRandom(1));
    float[] field = patch.channel(0);
    assertThat(NoiseVariance.standardDeviation(field)).isGreaterThan(0.05);
    for (int i = 1; i < field.length; i++) {
      if (i % 16 != 0) {
        assertThat(field[i] / field[i - 1]).isBetween(0.3f, 3f);
      }
      assertThat(field[i]).isPositive();
    }
  }

  @Test
  void aPatchSeesItsPartOfTheFieldOfTheWholeVolume() {
    BiasField bias = new BiasField(Ranges.around(0, 0.5), 3);
    PatchData whole = constant(16, 1);
    bias.apply(whole, new SplittableRandom(5));
    PatchData part = constant(4, 1);
    part.place(new double[] {1, 1, 1}, new int[] {3, 5, 7}, new int[] {16, 16, 16}, 0, null);
    bias.apply(part, new SplittableRandom(5));
    for (int i = 0; i < part.voxels(); i++) {
      int at = ((i / 16 + 7) * 16 + i / 4 % 4 + 5) * 16 + i % 4 + 3;
      assertThat(part.channel(0)[i]).isCloseTo(whole.channel(0)[at], within(1e-5f));
    }
  }
}
