package io.bactrian.learning.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.LossTerm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weights by GaNDLF's formula, worked out by hand. */
class ClassWeightsTest {
  /**
   * GaNDLF: total / (classes * count), divided by the sum of these. For 900, 90 and 10 of 1000
   * voxels 0.3704, 3.7037 and 33.3333, whose sum is 37.4074.
   */
  @Test
  void rareClassesWeighMoreAsInGandlf() {
    float[] weights = ClassWeights.inverseFrequency(new long[] {900, 90, 10});
    assertThat(weights)
        .containsExactly(new float[] {0.00990099f, 0.0990099f, 0.8910891f}, within(1e-6f));
    LossSettings weighted = new LossSettings(List.of(LossTerm.of("dcce")), true, List.of());
    assertThat(ClassWeights.of(weighted, 3, new long[] {900, 90, 10})).isEqualTo(weights);
  }

  /** GaNDLF would give a class that never occurs all the weight. */
  @Test
  void aClassThatNeverOccursHasNoWeight() {
    assertThat(ClassWeights.inverseFrequency(new long[] {30, 0, 10}))
        .containsExactly(new float[] {0.25f, 0, 0.75f}, within(1e-6f));
  }

  @Test
  void penaltiesOfTheConfigurationComeFirst() {
    LossSettings given = new LossSettings(List.of(LossTerm.of("dcce")), true, List.of(1.0, 3.0));
    assertThat(ClassWeights.of(given, 2, new long[] {900, 100}))
        .containsExactly(new float[] {0.25f, 0.75f}, within(1e-6f));
  }
}
