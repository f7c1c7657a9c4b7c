package io.bactrian.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.TrainedModel;
import io.bactrian.cohort.configuration.Configuration;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossScaleTest {
  @TempDir private Path work;

  @Test
  void itIsHalvedWhenGradientsOverflowAndDoubledAfter2000StepsWithout() {
    try (LossScale scale = new LossScale();
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray gradient = manager.create(new float[] {65536, -131072});
      assertThat(scale.value()).isEqualTo(65536);
      assertThat(scale.remove(List.of(gradient))).isTrue();
      assertThat(gradient.toFloatArray()).containsExactly(1, -2);

      NDArray infinite = manager.create(new float[] {1, Float.POSITIVE_INFINITY});
      assertThat(scale.remove(List.of(gradient, infinite))).isFalse();
      assertThat(scale.value()).isEqualTo(32768);

      NDArray zero = manager.create(0f);
      for (int step = 1; step < 2000; step++) {
        scale.remove(List.of(zero));
      }
      assertThat(scale.value()).isEqualTo(32768);
      scale.remove(List.of(zero));
      assertThat(scale.value()).isEqualTo(65536);
    }
  }

  /** On GPUs by {@code 16}; {@code fp16} insists on it here, too. */
  @Test
  void aTrainingInFloat16Learns() {
    Fold fold = Balls.fold(work.resolve("data"), 8, 24, true);
    Configuration configuration = Balls.configuration(24, 6, true);
    Configuration half = configuration.withModel(configuration.model().withPrecision("fp16"));
    Path folder = work.resolve("model");
    Set<String> states = new TreeSet<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochFinished(EpochResult result) {
            try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
              states.addAll(Checkpoint.last(folder).orElseThrow().state(manager).keySet());
            }
          }
        };
    TrainedModel model = TrainingRun.run(half, fold, folder, listener);
    TrainedModel single =
        TrainingRun.run(configuration, fold, work.resolve("fp32"), new TrainingListener() {});
    assertThat(model.scores().get("training_loss"))
        .isLessThan(1.1 * single.scores().get("training_loss"));
    assertThat(states).contains("scale/factor", "scale/finite_steps");
  }
}
