package io.bactrian.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Outcome;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.TrainedModel;
import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.LossTerm;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Norm;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.cohort.configuration.Problem;
import io.bactrian.cohort.configuration.SamplerSettings;
import io.bactrian.cohort.configuration.TrainingSettings;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.learning.inference.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains on 2D images of noise with a bright square, whose side is what there is to tell. */
class ImageTaskTest {
  private static final int SIZE = 16;
  private static final int SUBJECTS = 12;
  private static final TrainingListener QUIET = new TrainingListener() {};

  @TempDir Path work;

  private static int side(int index) {
    return 2 + index % 6 * 2;
  }

  private Fold fold(IntToDoubleFunction target) {
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < SUBJECTS; i++) {
      SplittableRandom random = new SplittableRandom(i);
      float[] values = new float[SIZE * SIZE];
      for (int v = 0; v < values.length; v++) {
        boolean inside = v % SIZE < side(i) && v / SIZE < side(i);
        values[v] = (inside ? 2 : 0) + 0.1f * (float) random.nextGaussian();
      }
      Path file = work.resolve(i + ".nii");
      ImageWriter.write(file, Image.of(values, Geometry.ofSize(SIZE, SIZE, 1)));
      double value = target.applyAsDouble(i);
      subjects.add(
          new Subject(
              "square-" + i,
              Map.of("Channel_0", file.toString()),
              null,
              Double.isNaN(value) ? null : value,
              Map.of(),
              null));
    }
    List<String> ids = subjects.stream().map(Subject::id).toList();
    return new Fold(
        new Cohort(subjects), 0, 1, 0, 2, ids.subList(0, 9), ids.subList(9, SUBJECTS), List.of());
  }

  private static Configuration configuration(Problem problem, String loss, int epochs) {
    ModelSettings model =
        ModelSettings.of(2, "unet", List.of(3, 7))
            .withBaseFilters(8)
            .withDepth(2)
            .withNorm(Norm.NONE)
            .withPrecision("fp32")
            .withChannels(1)
            .withProblem(problem);
    TrainingSettings training =
        new TrainingSettings(
                epochs, 3, epochs, new int[] {SIZE, SIZE, 1}, 3, "norm", 1, 0, 1, 2, false)
            .withMonitor(problem == Problem.REGRESSION ? "mae" : "loss");
    Configuration made = Configuration.of(model, training);
    List<String> metrics =
        problem == Problem.REGRESSION ? List.of("rmse", "r2") : List.of("accuracy", "auroc");
    return new Configuration(
        model,
        "rad",
        LossSettings.of(loss),
        OptimizerSettings.of("adam", 0.003),
        made.scheduler(),
        SamplerSettings.of("uniform", 4),
        List.of(AugmentationSettings.of("flip", 0.5)),
        List.of(),
        made.inference(),
        training,
        made.aids(),
        made.nestedTraining(),
        metrics);
  }

  private static double areaInMl(int index) {
    return 100 + side(index) * side(index);
  }

  @Test
  void aRegressionLearnsASizeAndSaysItInItsUnit() throws IOException {
    Fold fold = fold(ImageTaskTest::areaInMl);
    Configuration configuration = configuration(Problem.REGRESSION, "mse", 40);
    TrainedModel model = TrainingRun.run(configuration, fold, work.resolve("model"), QUIET);
    assertThat(model.scores())
        .containsOnlyKeys("training_loss", "validation_loss", "rmse", "r2", "mae");
    assertThat(model.scores().get("r2")).isGreaterThan(0.7);

    Path best = Path.of(model.folder());
    JsonNode card = new ObjectMapper().readTree(best.resolve("model.json").toFile());
    assertThat(card.path("problem").asText()).isEqualTo("regression");
    assertThat(card.path("targets").path("max").asDouble()).isEqualTo(244);
    assertThat(Files.readAllLines(best.resolveSibling("curves.csv")).get(0))
        .contains("validation_rmse,validation_r2,validation_mae");
    try (Predictor predictor = Predictor.open(best)) {
      Outcome large = predictor.outcome(images(fold, 11));
      Outcome medium = predictor.outcome(images(fold, 9));
      assertThat(large.classes()).isEmpty();
      assertThat(large.answer() - medium.answer()).isBetween(30.0, 150.0);
    }
  }

  private static List<Image> images(Fold fold, int index) {
    Subject subject = fold.cohort().subjects().get(index);
    return List.of(ImageReader.read(Path.of(subject.images().get(0))));
  }

  private static double large(int index) {
    return side(index) > 9 ? 7 : 3;
  }

  @Test
  void aClassificationLearnsClassesByEachLossOfProbabilities() {
    Fold fold = fold(ImageTaskTest::large);
    for (String loss : List.of("cel", "ce", "focal", "mse")) {
      Configuration configuration = configuration(Problem.CLASSIFICATION, loss, 25);
      TrainedModel model = TrainingRun.run(configuration, fold, work.resolve(loss), QUIET);
      assertThat(model.scores().get("auroc")).as(loss).isEqualTo(1);
      try (Predictor predictor = Predictor.open(Path.of(model.folder()))) {
        Outcome outcome = predictor.outcome(images(fold, 11));
        assertThat(outcome.classes()).containsExactly(3, 7);
        assertThat(outcome.values().get(0) + outcome.values().get(1)).isBetween(0.9999, 1.0001);
      }
    }
  }

  @Test
  void classesAreWeighedAndDrawnByWhatTheTrainingHas() {
    Fold fold = fold(index -> index % 6 == 5 ? 7 : 3);
    ImageTask task = ImageTask.of(configuration(Problem.CLASSIFICATION, "cel", 1), fold);
    assertThat(task.targets().classCounts()).containsExactly(8, 1);
    assertThat(task.counts()).isNull();
    Configuration weighted =
        task.configuration()
            .withLoss(new LossSettings(List.of(LossTerm.of("cel")), true, List.of()));
    assertThat(ImageTask.of(weighted, fold).counts()).containsExactly(8, 1);

    int[] plain = drawn(task);
    assertThat(plain).containsExactly(32, 4);
    Configuration balanced = weighted.withSampler(SamplerSettings.of("uniform", 4).withBias());
    int[] even = drawn(ImageTask.of(balanced, fold));
    assertThat(even[0] + even[1]).isEqualTo(36);
    assertThat(even[1]).isBetween(16, 20);
  }

  /** How many patches of each class an epoch has. */
  private static int[] drawn(ImageTask task) {
    int[] counts = new int[2];
    try (var loader = task.loader()) {
      loader.start(0);
      for (var next = loader.next(); next != null; next = loader.next()) {
        try (var batch = next) {
          for (float target : batch.targets()) {
            counts[(int) target]++;
          }
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return counts;
  }

  private void fails(Problem problem, IntToDoubleFunction target, String... parts) {
    Configuration configuration = configuration(problem, "mse", 1);
    assertThatThrownBy(
            () -> TrainingRun.run(configuration, fold(target), work.resolve("bad"), QUIET))
        .isInstanceOf(CohortException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void targetsThatCannotBeLearnedAreToldByName() {
    fails(
        Problem.REGRESSION,
        index -> index == 4 ? Double.NaN : index,
        "square-4 has no value to predict",
        "ValueToPredict");
    fails(Problem.REGRESSION, index -> 5, "the same value to predict, 5", "values that differ");
    fails(
        Problem.CLASSIFICATION,
        index -> index == 10 ? 4 : large(index),
        "The class of subject square-10 is not in class_list: 4",
        "[3, 7]");
    fails(Problem.CLASSIFICATION, index -> index % 2 + 0.5, "not in class_list: 0.5");
    fails(Problem.CLASSIFICATION, index -> 7, "one class, 7", "at least two classes");
  }

  @Test
  void atrainingGoesOnOnlyWithTheSameTargets() {
    Configuration configuration = configuration(Problem.REGRESSION, "l1", 1);
    TrainingRun.run(configuration, fold(index -> index), work.resolve("model"), QUIET);
    assertThatThrownBy(
            () ->
                TrainingRun.run(
                    configuration, fold(index -> 2 * index), work.resolve("model"), QUIET))
        .hasMessageContaining("other training subjects or files");
  }
}
