package io.bactrian.learning.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.SchedulerSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  @Test
  void constantStays() {
    Schedule schedule = Schedules.create(SchedulerSettings.constant(), 0.1, 10, 5);
    assertThat(schedule.rate(0)).isEqualTo(0.1);
    assertThat(schedule.rate(9.9)).isEqualTo(0.1);
  }

  @Test
  void stepChangesBetweenEpochsOnly() {
    Schedule schedule = Schedules.create(SchedulerSettings.step(3, 0.5), 0.8, 10, 5);
    assertThat(schedule.rate(2.99)).isEqualTo(0.8);
    assertThat(schedule.rate(3)).isEqualTo(0.4);
    assertThat(schedule.rate(6.5)).isEqualTo(0.2);
  }

  @Test
  void cosineFallsToItsMinimum() {
    Schedule schedule = Schedules.create(SchedulerSettings.cosine(0.01, 0), 0.11, 8, 5);
    assertThat(schedule.rate(0)).isCloseTo(0.11, within(1e-12));
    assertThat(schedule.rate(4)).isCloseTo(0.06, within(1e-12));
    assertThat(schedule.rate(8)).isCloseTo(0.01, within(1e-12));
  }

  /** CosineAnnealingLR(T_max=3, eta_min=0.001) of PyTorch 2.13 at 0.1: up again after T_max. */
  @Test
  void aShorterCosineRisesAgainAsPyTorchs() {
    Parameters parameters = Parameters.of("T_max", 3, "min_lr", 0.001);
    Schedule schedule = Schedules.create(new SchedulerSettings("cosine", parameters), 0.1, 8, 5);
    double[] expected = {0.1, 0.07525, 0.02575, 0.001, 0.02575, 0.07525, 0.1, 0.07525};
    for (int epoch = 0; epoch < expected.length; epoch++) {
      assertThat(schedule.rate(epoch)).isCloseTo(expected[epoch], within(1e-12));
    }
  }

  /** CosineAnnealingWarmRestarts(T_0=3, T_mult=2, eta_min=0.001) of PyTorch 2.13 at 0.1. */
  @Test
  void restartsMatchPyTorchAtTheStartOfEachEpoch() {
    Parameters parameters = new Parameters(Map.of("T_0", 3.0, "T_mult", 2.0, "min_lr", 0.001));
    Schedule schedule =
        Schedules.create(new SchedulerSettings("cosineannealing", parameters), 0.1, 99, 5);
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
        Schedules.create(
            new SchedulerSettings("constant", Parameters.of("warmup_epochs", 2)), 1, 10, 5);
    assertThat(schedule.rate(0)).isCloseTo(0.01, within(1e-12));
    assertThat(schedule.rate(1)).isCloseTo(0.505, within(1e-12));
    assertThat(schedule.rate(2)).isCloseTo(1, within(1e-12));
    assertThat(schedule.rate(5)).isEqualTo(1);
  }

  @Test
  void anUnknownScheduleIsNamed() {
    assertThatThrownBy(
            () -> Schedules.create(new SchedulerSettings("linear", Parameters.NONE), 0.1, 10, 5))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("There is no schedule 'linear'");
  }

  /** Rates at the start of each epoch; those that jump keep them through the epoch. */
  private static void check(
      String type, Parameters parameters, double learningRate, double... expected) {
    Schedule schedule =
        Schedules.create(
            new SchedulerSettings(type, parameters), learningRate, expected.length, 50);
    for (int epoch = 0; epoch < expected.length; epoch++) {
      assertThat(schedule.rate(epoch)).as(type + epoch).isCloseTo(expected[epoch], within(1e-9));
      if (!type.startsWith("warmup")) {
        assertThat(schedule.rate(epoch + 0.9)).isEqualTo(schedule.rate(epoch));
      }
    }
  }

  /** LambdaLR of PyTorch 2.13 with GaNDLF's two formulas. */
  @Test
  void trianglesMatchPyTorch() {
    check(
        "triangle",
        new Parameters(Map.of("step_size", 4, "min_lr", 1e-3, "max_lr", 1)),
        0.1,
        0.1,
        0.075025,
        0.05005,
        0.025075,
        0.0001,
        0.025075,
        0.05005,
        0.075025,
        0.1,
        0.075025,
        0.05005,
        0.025075);
    check(
        "triangle_modified",
        new Parameters(Map.of("step_size", 5, "min_lr", 1e-6, "max_lr", 1e-3)),
        0.1,
        0.1,
        0.06004,
        0.02008,
        0.02008,
        0.06004,
        0.1,
        0.06004,
        0.02008,
        0.02008,
        0.06004,
        0.1,
        0.06004);
  }

  /** CyclicLR of PyTorch 2.13 with base 0.0001, peak 0.1, step_size_up 3 and gamma 0.9. */
  @Test
  void cyclesMatchPyTorch() {
    check(
        "triangular",
        new Parameters(Map.of("step_size", 3, "min_lr", 1e-4, "max_lr", 0.1, "gamma", 0.9)),
        0.1,
        0.0001,
        0.0334,
        0.0667,
        0.1,
        0.0667,
        0.0334,
        0.0001,
        0.0334,
        0.0667,
        0.1,
        0.0667,
        0.0334,
        0.0001,
        0.0334);
    check(
        "triangular2",
        new Parameters(Map.of("step_size", 3, "min_lr", 1e-4, "max_lr", 0.1, "gamma", 0.9)),
        0.1,
        0.0001,
        0.0334,
        0.0667,
        0.1,
        0.0667,
        0.0334,
        0.0001,
        0.01675,
        0.0334,
        0.05005,
        0.0334,
        0.01675,
        0.0001,
        0.008425);
    check(
        "exp_range",
        new Parameters(Map.of("step_size", 3, "min_lr", 1e-4, "max_lr", 0.1, "gamma", 0.9)),
        0.1,
        0.0001,
        0.03007,
        0.054046,
        0.0729271,
        0.04379626,
        0.019763317,
        0.0001,
        0.0160272868,
        0.0287691162,
        0.0388033069,
        0.0233219841,
        0.0105498928,
        0.0001,
        0.00856441321);
  }

  /** ExponentialLR and StepLR of PyTorch 2.13. */
  @Test
  void powersMatchPyTorch() {
    check("exp", new Parameters(Map.of("gamma", 0.5)), 0.1, 0.1, 0.05, 0.025, 0.0125, 0.00625);
    check(
        "step",
        new Parameters(Map.of("step_size", 3, "gamma", 0.5)),
        0.1,
        0.1,
        0.1,
        0.1,
        0.05,
        0.05,
        0.05,
        0.025,
        0.025);
  }

  /** LambdaLR of PyTorch 2.13 with the formula of MONAI's WarmupCosineSchedule, 2 of 10 steps. */
  @Test
  void warmupAndCosineMatchMonai() {
    check(
        "warmupcosineschedule",
        new Parameters(Map.of("warmup_steps", 2)),
        0.1,
        0,
        0.05,
        0.1,
        0.0961939766,
        0.0853553391,
        0.0691341716,
        0.05,
        0.0308658284,
        0.0146446609,
        0.00380602337);
  }

  /** 20 batches at a rate of 0.5: 40 epochs. A quarter of the way from 1 to 0.001. */
  @Test
  void withoutStepSizeTheTriangleIsAsLongAsGaNDLFs() {
    SchedulerSettings settings =
        new SchedulerSettings("triangle", Parameters.of("min_lr", 1e-3, "max_lr", 1));
    Schedule schedule = Schedules.create(settings, 0.5, 100, 20);
    assertThat(schedule.rate(10)).isCloseTo(0.5 * (1 - 0.999 / 4), within(1e-12));
    assertThat(schedule.rate(40)).isCloseTo(0.5e-3, within(1e-12));
  }

  /** ReduceLROnPlateau of PyTorch 2.13 on these losses. */
  @Test
  void plateausMatchPyTorch() {
    plateau(
        new Parameters(
            Map.of("factor", 0.5, "patience", 1, "cooldown", 1, "min_lr", 0.02, "threshold", 1e-3)),
        0.1,
        0.1,
        0.1,
        0.1,
        0.05,
        0.05,
        0.05,
        0.025,
        0.025,
        0.025,
        0.02,
        0.02,
        0.02,
        0.02,
        0.02,
        0.02,
        0.02,
        0.02);
    plateau(
        new Parameters(
            Map.of(
                "factor", 0.5,
                "patience", 2,
                "threshold", 0.02,
                "threshold_mode", "abs",
                "min_lr", 1e-4)),
        0.1,
        0.1,
        0.1,
        0.1,
        0.1,
        0.05,
        0.05,
        0.05,
        0.025,
        0.025,
        0.025,
        0.0125,
        0.0125,
        0.0125,
        0.0125,
        0.0125,
        0.0125,
        0.00625);
    plateau(
        new Parameters(Map.of("factor", 0.1, "patience", 3, "mode", "max", "min_lr", 1e-4)),
        0.1,
        0.1,
        0.1,
        0.1,
        0.1,
        0.01,
        0.01,
        0.01,
        0.01,
        0.001,
        0.001,
        0.001,
        0.001,
        0.0001,
        0.0001,
        0.0001,
        0.0001,
        0.0001);
  }

  private static final double[] LOSSES = {
    1, 0.9, 0.95, 0.9, 0.91, 0.92, 0.8999, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.5, 0.6, 0.6, 0.6,
    0.6
  };

  private static void plateau(Parameters parameters, double... expected) {
    SchedulerSettings settings = new SchedulerSettings("reduce_on_plateau", parameters);
    Schedule schedule = Schedules.create(settings, 0.1, 100, 5);
    for (int epoch = 0; epoch < LOSSES.length; epoch++) {
      assertThat(schedule.rate(epoch))
          .as("epoch " + epoch)
          .isCloseTo(expected[epoch], within(1e-9));
      schedule.validated(LOSSES[epoch]);
    }
  }

  @Test
  void aPlateauIsSeenThroughTheWarmup() {
    Parameters parameters =
        new Parameters(Map.of("factor", 0.1, "patience", 0, "min_lr", 0, "warmup_epochs", 1));
    Schedule schedule =
        Schedules.create(new SchedulerSettings("reduce_on_plateau", parameters), 1, 10, 5);
    schedule.validated(1);
    schedule.validated(1);
    assertThat(schedule.rate(2)).isCloseTo(0.1, within(1e-12));
  }
}
