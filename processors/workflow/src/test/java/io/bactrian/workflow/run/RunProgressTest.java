package io.bactrian.workflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunProgressTest {
  private static final Instant T0 = Instant.parse("2026-11-23T22:00:00Z");

  private final RunProgress run = new RunProgress();

  private StepStatus step() {
    return run.status(T0).steps().get(0);
  }

  @Test
  void countsMessagesTimesAndWhatWasStored() {
    run.started("a:b", 3, T0);
    run.started("a:b", 3, T0.plusSeconds(1));
    assertThat(step().running()).isEqualTo(2);
    run.ended("a:b", true, 2, 1.5, T0.plusSeconds(2));
    run.stored("a:b");
    run.ended("a:b", false, 1, 0.5, T0.plusSeconds(4));
    assertThat(step())
        .isEqualTo(new StepStatus("a:b", 3, 0, 1, 1, 1, T0, T0.plusSeconds(4), 3, 2, 0));
    assertThat(step().complete()).isFalse();
  }

  @Test
  void aTotalThatWasTooSmallIsNotShown() {
    for (int i = 0; i < 3; i++) {
      run.started("a:b", 2, T0);
      run.ended("a:b", true, 1, 1, T0);
    }
    assertThat(step().of()).isZero();
    assertThat(step().complete()).isFalse();
  }

  @Test
  void memoryCountsForTheStepsThatRun() {
    run.started("a:b", 1, T0);
    run.sample(new Sample(T0, 1, 100));
    run.ended("a:b", true, 1, 1, T0);
    run.sample(new Sample(T0, 1, 900));
    assertThat(step().peakBytes()).isEqualTo(100);
  }

  @Test
  void aTrainingThatGoesOnKnowsWhereItBegan() {
    run.trained("f", 3, 4, 1, 2, 0.5, T0);
    TrainingStatus training = run.status(T0).trainings().get(0);
    assertThat(training.firstEpoch()).isEqualTo(3);
    assertThat(training.part()).isEqualTo(0.625);
    assertThat(training.score()).isNull();
    run.validated("f", 4, 4, 0.4, "dice", 0.8, 0.9, T0);
    training = run.status(T0).trainings().get(0);
    assertThat(training.ended()).isTrue();
    assertThat(training.best()).isEqualTo(0.9);
    assertThat(training.part()).isEqualTo(1);
  }

  @Test
  void samplesStayFewAndSpanTheRun() {
    for (int i = 0; i < 10_000; i++) {
      run.sample(new Sample(T0.plusSeconds(i), 1, 1));
    }
    var samples = run.status(T0).samples();
    assertThat(samples).hasSizeBetween(100, 400);
    assertThat(samples.get(0).time()).isEqualTo(T0);
    assertThat(samples.get(samples.size() - 1).time()).isAfter(T0.plusSeconds(9_900));
  }
}
