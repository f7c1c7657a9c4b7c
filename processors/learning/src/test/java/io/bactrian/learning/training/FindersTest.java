package io.bactrian.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.cohort.Fold;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.TrainingAids;
import io.bactrian.learning.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The searches for a learning rate and a batch size, on made-up losses and on a training. */
class FindersTest {
  @TempDir Path work;

  @Test
  void takesTheRateWhereTheLossFallsMostSteeply() throws InterruptedException {
    // A fall about 1e-3 and a steep rise beyond 0.1.
    LearningRateFinder found =
        LearningRateFinder.run(
            rate -> {
              double fall = 1 / (1 + Math.exp(4 * (Math.log10(rate) + 3)));
              return 0.2 + fall + (rate > 0.1 ? 1e3 * rate : 0);
            });
    assertThat(found.points().get(0).rate()).isEqualTo(1e-8);
    assertThat(found.points().get(1).rate() / 1e-8)
        .isCloseTo(Math.pow(1e8, 1 / 99.0), within(1e-9));
    // Smoothing delays the fall by some steps of a factor of 1.2.
    assertThat(found.rate()).isBetween(1e-3, 2e-2);
    // Stopped when the smoothed loss was four times its least.
    assertThat(found.points()).hasSizeLessThan(100);
    LearningRateFinder.Point last = found.points().get(found.points().size() - 1);
    assertThat(last.smoothed()).isGreaterThan(4 * 0.2);
  }

  /** The first smoothed values by hand: 0.98 and 0.02, corrected for the start. */
  @Test
  void smoothsAsLightningDoes() throws InterruptedException {
    int[] step = {0};
    LearningRateFinder found = LearningRateFinder.run(rate -> 3.0 - 0.01 * step[0]++);
    assertThat(found.points().get(0).smoothed()).isCloseTo(3, within(1e-9));
    double second = (0.98 * 0.02 * 3 + 0.02 * 2.99) / (1 - 0.98 * 0.98);
    assertThat(found.points().get(1).smoothed()).isCloseTo(second, within(1e-9));
    assertThat(found.points()).hasSize(100);
  }

  @Test
  void aLossThatNeverFallsIsAMistake() {
    assertThatThrownBy(() -> LearningRateFinder.run(rate -> 1 + rate))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("No learning rate was found")
        .hasMessageContaining("give learning_rate");
  }

  @Test
  void doublesTheBatchUntilMemoryTimeOrTheEpochEnds() throws InterruptedException {
    List<Integer> tried = new ArrayList<>();
    // 100 bytes and 10 a patch: 16 patches need 260, 32 need 420; half of 600 may be taken.
    BatchSizeFinder byMemory =
        BatchSizeFinder.run(
            100,
            10,
            600,
            1000,
            size -> {
              tried.add(size);
              return 1;
            });
    assertThat(tried).containsExactly(1, 2, 4, 8, 16);
    assertThat(byMemory.size()).isEqualTo(16);
    assertThat(byMemory.trials().get(5).outcome()).startsWith("needs more memory");

    BatchSizeFinder byTime = BatchSizeFinder.run(0, 1, 1 << 20, 1000, size -> 10.0 * size);
    assertThat(byTime.size()).isEqualTo(4);
    assertThat(byTime.trials().get(3).outcome()).isEqualTo("a step takes too long");

    assertThat(BatchSizeFinder.run(0, 1, 1 << 20, 12, size -> 1).size()).isEqualTo(8);

    BatchSizeFinder byFailure =
        BatchSizeFinder.run(
            0,
            1,
            1 << 20,
            1000,
            size -> {
              if (size > 2) {
                throw new IllegalStateException("DefaultCPUAllocator: can't allocate memory");
              }
              return 1;
            });
    assertThat(byFailure.size()).isEqualTo(2);
    byFailure.write(work);
    assertThat(work.resolve("batch_size_finder.csv"))
        .content()
        .contains("batch_size,estimated_mebibytes")
        .contains("\n4,0.0,,,there was not enough memory\n");
  }

  @Test
  void aPatchThatIsTooLargeIsAMistake() {
    assertThatThrownBy(() -> BatchSizeFinder.run(0, 4 << 20, 4 << 20, 4, size -> 1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("Not even one patch can be trained on: needs more memory than 2 MiB")
        .hasMessageContaining("lower patch_size");
  }

  @Test
  void aTrainingTakesWhatWasFoundAndGoesOnWithIt() throws IOException {
    Fold fold = Balls.fold(Files.createDirectories(work.resolve("data")), 6, 8, true);
    Configuration wished =
        Balls.configuration(8, 2, true).withAids(TrainingAids.NONE.withFinders(true, true));
    Path folder = work.resolve("model");
    List<String> remarks = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void remark(String sentence) {
            remarks.add(sentence);
          }
        };
    TrainingRun.run(wished, fold, folder, listener);

    Configuration trained = ModelFolder.open(folder).configuration();
    // 4 subjects with 2 patches each make an epoch of 8.
    assertThat(trained.training().batchSize()).isEqualTo(8);
    double rate = trained.optimizer().learningRate();
    assertThat(rate).isBetween(1e-6, 1.0);
    assertThat(remarks)
        .containsExactly(
            "auto_batch_size_find chose batch_size: 8",
            "auto_lr_find chose learning_rate: " + rate);
    assertThat(trained.aids()).isEqualTo(TrainingAids.NONE);
    assertThat(trained.scheduler().parameter("min_lr", 0)).isCloseTo(rate / 100, within(1e-9));
    List<String> rates = Files.readAllLines(folder.resolve("learning_rate_finder.csv"));
    assertThat(rates.get(0)).isEqualTo("learning_rate,loss,smoothed_loss,suggestion");
    assertThat(rates).filteredOn(line -> line.endsWith("true")).hasSize(1);
    assertThat(ImageIO.read(folder.resolve("learning_rate_finder.png").toFile()).getWidth())
        .isEqualTo(700);
    assertThat(Files.readAllLines(folder.resolve("batch_size_finder.csv"))).hasSize(5);

    // The same again: the same rate, by the seed.
    Path again = work.resolve("again");
    TrainingRun.run(wished, fold, again, TrainingListener.NONE);
    assertThat(again.resolve("found.json")).hasSameTextualContentAs(folder.resolve("found.json"));
    assertThat(again.resolve("best/weights.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("best/weights.safetensors"));
  }

  @Test
  void whatWasFoundBeforeIsTaken() throws IOException {
    Fold fold = Balls.fold(Files.createDirectories(work.resolve("data")), 4, 8, true);
    Configuration wished =
        Balls.configuration(8, 1, true).withAids(TrainingAids.NONE.withFinders(true, true));
    Path folder = Files.createDirectories(work.resolve("model"));
    Files.writeString(folder.resolve("found.json"), "{\"batchSize\": 3, \"learningRate\": 0.02}");
    TrainingRun.run(wished, fold, folder, TrainingListener.NONE);
    Configuration trained = ModelFolder.open(folder).configuration();
    assertThat(trained.training().batchSize()).isEqualTo(3);
    assertThat(trained.optimizer().learningRate()).isEqualTo(0.02);
    assertThat(folder.resolve("learning_rate_finder.csv")).doesNotExist();
  }
}
