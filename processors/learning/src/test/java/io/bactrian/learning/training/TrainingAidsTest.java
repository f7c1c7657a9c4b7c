package io.bactrian.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.cohort.configuration.SchedulerSettings;
import io.bactrian.cohort.configuration.TrainingAids;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.model.ModelFolder;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training does beside fitting. */
class TrainingAidsTest {
  private static final int SIZE = 8;

  @TempDir Path work;
  private Fold fold;

  @BeforeEach
  void makeBalls() throws IOException {
    fold = Balls.fold(Files.createDirectories(work.resolve("data")), 4, SIZE, true);
  }

  private static Configuration configuration(TrainingAids aids) {
    return Balls.configuration(SIZE, 1, true)
        .withScheduler(SchedulerSettings.constant())
        .withAids(aids);
  }

  private Path train(String name, Configuration configuration) {
    TrainingRun.run(configuration, fold, work.resolve(name), TrainingListener.NONE);
    return work.resolve(name);
  }

  @Test
  void startsFromTheWeightsOfAnotherModel() {
    Path first = train("first", configuration(TrainingAids.NONE));
    TrainingAids aids = TrainingAids.NONE.withInitialWeights(first.toString());
    // At this rate the weights stay where they were.
    OptimizerSettings still = OptimizerSettings.of("sgd", 1e-12);
    Path second = train("second", configuration(aids).withOptimizer(still));
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> before = ModelFolder.open(first).weights(manager);
      ModelFolder.open(second)
          .weights(manager)
          .forEach(
              (name, array) ->
                  assertThat(array.sub(before.get(name)).abs().max().getFloat())
                      .as(name)
                      .isCloseTo(0f, within(1e-6f)));
    }
    Path bare = ModelFolder.open(second).folder().resolve("weights.safetensors");
    TrainingAids other = TrainingAids.NONE.withInitialWeights(bare.toString());
    assertThatThrownBy(() -> train("second", configuration(other).withOptimizer(still)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("another training")
        .hasMessageContaining("other initial weights");
  }

  @Test
  void initialWeightsThatAreNotThereOrDoNotFitAreMistakes() {
    Path nowhere = work.resolve("none.safetensors");
    TrainingAids aids = TrainingAids.NONE.withInitialWeights(nowhere.toString());
    assertThatThrownBy(() -> train("model", configuration(aids)))
        .isInstanceOf(MissingFileException.class)
        .hasMessageContaining("There are no weights to start from")
        .hasMessageContaining("initial_weights");
    Path first = train("first", configuration(TrainingAids.NONE));
    Configuration wider = configuration(TrainingAids.NONE.withInitialWeights(first.toString()));
    assertThatThrownBy(() -> train("wider", wider.withModel(wider.model().withBaseFilters(6))))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("ins.conv0.weight: expected (6, 1, 3, 3), found (4, 1, 3, 3)");
  }

  @Test
  void writesTheSummaryWhenAskedFor() throws IOException {
    List<String> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void summary(String text) {
            told.add(text);
          }
        };
    Configuration asked = configuration(TrainingAids.NONE.withPrintSummary(true));
    TrainingRun.run(asked, fold, work.resolve("model"), listener);
    assertThat(told).hasSize(1);
    assertThat(work.resolve("model/summary.txt")).hasContent(told.get(0));
    assertThat(told.get(0)).startsWith("unet, 2D, fp32").contains("ds_0.conv0");

    Path silent = train("silent", configuration(TrainingAids.NONE));
    assertThat(silent.resolve("summary.txt")).doesNotExist();
    // The summary changes nothing: the training is the same one.
    TrainingRun.run(configuration(TrainingAids.NONE), fold, work.resolve("model"), listener);
    assertThat(Files.readAllBytes(work.resolve("model/best/weights.safetensors")).length)
        .isPositive();
  }
}
