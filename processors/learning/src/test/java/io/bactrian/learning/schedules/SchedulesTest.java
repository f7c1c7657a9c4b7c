package io.bactrian.learning.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.SchedulerSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  @Test
  void constantStays() {
    Schedule schedule = Schedules.create(SchedulerSettings.constant(), 0.1, 10);
    assertThat(schedule.rate(0)).isEqualTo(0.1);
    assertThat(schedule.rate(9.9)).isEqualTo(0.1);
  }

  @Test
  void stepChangesBetweenEpochsOnly() {
    Schedule schedule = Schedules.create(SchedulerSettings.step(3, 0.5), 0.8, 10);
    assertThat(schedule.rate(2.99)).isEqualTo(0.8);
    assertThat(schedule.rate(3)).isEqualTo(0.4);
    assertThat(schedule.rate(6.5)).isEqualTo(0.2);
  }

  @Test
  void cosineFallsToItsMinimum() {
    Schedule schedule = Schedules.create(SchedulerSettings.cosine(0.01, 0), 0.11, 8);
    assertThat(schedule.rate(0)).isCloseTo(0.11, within(1e-12));
    assertThat(schedule.rate(4)).isCloseTo(0.06, within(1e-12));
    assertThat(schedule.rate(8)).isCloseTo(0.01, within(1e-12));
  }

  /** CosineAnnealingWarmRestarts(T_0=3, T_mult=2, eta_min=0.001) of PyTorch 2.13 at 0.1. */
  @Test
  void restartsMatchPyTorchAtTheStartOfEachEpoch() {
    Map<String, Double> parameters = Map.of("T_0", 3.0, "T_mult", 2.0, "min_lr", 0.001);
    Schedule schedule =
        Schedules.create(new SchedulerSettings("cosineannealing", parameters), 0.1, 99);
    double[] expected = {
      0.1, 0.07525, 0.02575, 0.1, 0.09336826, 0.07525, 0.0505, 0.02575, 0.00763174, 0.1
    };
    for (int epoch = 0; epoch < expected.length; epoch++) {
      assertThat(schedule.rate(epoch)).isCloseTo(expected[epoch], within(1e-8));
    }
  }

  @Test
  void warmupRisesLinearly() {
    Schedule schedule =
        Schedules.create(new SchedulerSettings("constant", Map.of("warmup_epochs", 2.0)), 1, 10);
    assertThat(schedule.rate(0)).isCloseTo(0.01, within(1e-12));
    assertThat(schedule.rate(1)).isCloseTo(0.505, within(1e-12));
    assertThat(schedule.rate(2)).isCloseTo(1, within(1e-12));
    assertThat(schedule.rate(5)).isEqualTo(1);
  }

  @Test
  void anUnknownScheduleIsNamed() {
    assertThatThrownBy(() -> Schedules.create(new SchedulerSettings("linear", Map.of()), 0.1, 10))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("There is no schedule 'linear'");
  }
}
