package io.bactrian.component.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.learning.training.EpochResult;
import io.bactrian.step.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainProgressTest {
  private final List<String> told = new ArrayList<>();
  private final TrainProgress progress =
      new TrainProgress(
          "fold",
          "mae",
          new Progress() {
            @Override
            public void validated(
                String fold,
                int epoch,
                int epochs,
                double loss,
                String monitor,
                double score,
                double best) {
              told.add(epoch + ": " + monitor + " " + score + " best " + best);
            }
          });

  private static EpochResult result(int epoch, double score, boolean best) {
    return new EpochResult(epoch, 0.1, 1, 1, List.of(), score, best, 1, 1, 0, Map.of());
  }

  @Test
  void theBestOfAnErrorIsTheSmallest() {
    progress.started(0, 3, 1, "fp32");
    progress.epochFinished(result(1, 10.5, true));
    progress.epochFinished(result(2, 0.5, true));
    progress.epochFinished(result(3, 0.75, false));
    assertThat(told)
        .containsExactly("1: mae 10.5 best 10.5", "2: mae 0.5 best 0.5", "3: mae 0.75 best 0.5");
  }

  @Test
  void aTrainingThatGoesOnKnowsItsBestEpoch() {
    progress.started(2, 3, 1, "fp32");
    progress.resumed(result(1, 0.5, true));
    progress.epochFinished(result(3, 0.75, false));
    assertThat(told).containsExactly("3: mae 0.75 best 0.5");
  }
}
