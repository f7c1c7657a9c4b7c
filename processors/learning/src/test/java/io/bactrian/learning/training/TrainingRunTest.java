package io.bactrian.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.TrainedModel;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.LossTerm;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.SamplerSettings;
import io.bactrian.cohort.configuration.SchedulerSettings;
import io.bactrian.evaluation.Regions;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.inference.Predictor;
import io.bactrian.learning.model.ModelFolder;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  private static final int SIZE = TrainingChild.SIZE;
  private static final int EPOCHS = TrainingChild.EPOCHS;

  @TempDir private Path work;

  private final List<EpochResult> seen = new ArrayList<>();
  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void epochFinished(EpochResult result) {
          seen.add(result);
        }
      };

  private Fold fold() {
    return Balls.fold(work.resolve("data"), 6, SIZE, false);
  }

  private static byte[] weights(Path model) throws IOException {
    return Files.readAllBytes(model.resolve("weights.safetensors"));
  }

  @Test
  void learnsToTellTheBallsApart() throws IOException {
    Path folder = work.resolve("model");
    Configuration configuration =
        Balls.configuration(SIZE, 20, false)
            .withSampler(SamplerSettings.of("label", 6).withPadding("constant"));
    TrainedModel model = TrainingRun.run(configuration, fold(), folder, listener);
    assertThat(seen).hasSize(20);
    assertThat(seen.get(19).trainingLoss()).isLessThan(0.6 * seen.get(0).trainingLoss());
    assertThat(model.scores().get("dice")).isGreaterThan(0.8);
    assertThat(model.scores()).containsKeys("dice_0", "dice_2", "dice_5", "validation_loss");

    JsonNode card = new ObjectMapper().readTree(folder.resolve("best/model.json").toFile());
    assertThat(card.path("classes").toString()).isEqualTo("[0,2,5]");
    assertThat(card.path("patch_size").toString()).isEqualTo("[12,12,12]");
    assertThat(card.path("fold").path("training_subjects").asInt()).isEqualTo(4);
    assertThat(card.path("weights_sha256").asText()).hasSize(64);
    assertThat(card.toString()).doesNotContain("ball-");
    assertThat(ModelFolder.open(folder).configuration())
        .isEqualTo(configuration.withModel(configuration.model().withChannels(1)));
    List<String> curves = Files.readAllLines(folder.resolve("curves.csv"));
    assertThat(curves).hasSize(21);
    assertThat(curves.get(0))
        .isEqualTo(
            "epoch,learning_rate,training_loss,validation_loss,dice_0,dice_2,dice_5,score,best,"
                + "training_seconds,validation_seconds,waited_seconds");
    assertThat(ImageIO.read(folder.resolve("curves.png").toFile()).getWidth()).isEqualTo(1120);
    predictsAsValidated(folder, model);
  }

  /** The stored model gives the very Dice of the validation. */
  private void predictsAsValidated(Path folder, TrainedModel model) {
    Regions regions = Regions.exclusive(List.of(0, 2, 5));
    DiceScores scores = new DiceScores(regions);
    try (Predictor predictor = Predictor.open(folder)) {
      for (var subject : model.fold().validationSubjects()) {
        Image image = ImageReader.read(Path.of(subject.images().get(0)));
        LabelMap truth = LabelMap.of(ImageReader.read(Path.of(subject.label())), "ball");
        List<Image> probabilities = predictor.probabilities(List.of(image));
        float[][] values = new float[3][];
        for (int c = 0; c < 3; c++) {
          values[c] = probabilities.get(c).toFloats();
        }
        assertThat(values[0][0] + values[1][0] + values[2][0]).isCloseTo(1, within(1e-5f));
        short[] classes = new short[truth.labels().length];
        for (int i = 0; i < classes.length; i++) {
          classes[i] = (short) List.of(0, 2, 5).indexOf(truth.labels()[i]);
        }
        scores.add(regions.mostProbable(values), classes);
        assertThat(predictor.labels(probabilities).counts().keySet()).isSubsetOf(0, 2, 5);
      }
    }
    assertThat(scores.means().get(2)).isEqualTo(model.scores().get("dice_5"));
  }

  @Test
  void aFlatNetworkLearnsFromImagesOfOneSlice() {
    Fold fold = Balls.fold(work.resolve("data"), 8, 24, true);
    Configuration configuration = Balls.configuration(24, 12, true);
    TrainedModel model =
        TrainingRun.run(configuration, fold, work.resolve("model"), TrainingListener.NONE);
    assertThat(model.scores().get("dice")).isGreaterThan(0.7);
  }

  /** Killed in the middle of epochs 2 and 3, in other processes: the same weights bit by bit. */
  @Test
  void aKilledTrainingEndsWithTheSameWeights() throws Exception {
    Fold fold = fold();
    Configuration configuration = Balls.configuration(SIZE, EPOCHS, false);
    Path through = work.resolve("through");
    TrainedModel expected = TrainingRun.run(configuration, fold, through, TrainingListener.NONE);

    Path killed = work.resolve("killed");
    kill(killed, 2, 3);
    assertThat(killed.resolve("checkpoint-0001")).exists();
    kill(killed, 3, 1);
    Path state = killed.resolve("checkpoint-0002/state.safetensors");
    byte[] whole = Files.readAllBytes(state);
    Files.write(state, Arrays.copyOf(whole, 1000));
    assertThatThrownBy(() -> TrainingRun.run(configuration, fold, killed, listener))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("The checkpoint of a stopped training cannot be read")
        .hasMessageContaining(state.toString())
        .hasMessageContaining("--reset to train from the start");
    Files.write(state, whole);
    TrainedModel resumed = TrainingRun.run(configuration, fold, killed, listener);
    assertThat(seen).extracting(EpochResult::epoch).containsExactly(3, 4);

    assertThat(weights(killed.resolve("best"))).isEqualTo(weights(through.resolve("best")));
    assertThat(weights(killed.resolve("latest"))).isEqualTo(weights(through.resolve("latest")));
    assertThat(resumed.scores()).isEqualTo(expected.scores());
    try (Stream<Path> left = Files.list(killed)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".lock", "best", "latest", "curves.csv", "curves.png", "training.json");
    }
  }

  private void kill(Path folder, int epoch, int batch) throws Exception {
    Process child = child(folder, epoch, batch);
    assertThat(child.waitFor()).as(Files.readString(work.resolve("child.log"))).isEqualTo(9);
  }

  private Process child(Path folder, int epoch, int batch) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:ErrorFile=" + work.resolve("crash.log"),
            "-cp",
            System.getProperty("java.class.path"),
            TrainingChild.class.getName(),
            work.resolve("data").toString(),
            folder.toString(),
            String.valueOf(epoch),
            String.valueOf(batch))
        .redirectErrorStream(true)
        .redirectOutput(work.resolve("child.log").toFile())
        .start();
  }

  /** Ctrl-C and SIGTERM end the process between batches, without a crash of the engine. */
  /** The rate halves wherever the loss has fallen, so it tells whether earlier losses are known. */
  @Test
  void aResumedTrainingHasTheSameRatesAndWeights() throws IOException {
    Fold fold = fold();
    Configuration usual = Balls.configuration(SIZE, EPOCHS, false);
    Configuration configuration =
        usual
            .withTraining(usual.training().withAccumulation(3))
            .withOptimizer(OptimizerSettings.of("nadam", 0.01))
            .withLoss(LossSettings.of(LossTerm.of("dc_log"), LossTerm.of("focal")))
            .withScheduler(
                new SchedulerSettings(
                    "reduce_on_plateau",
                    new Parameters(Map.of("mode", "max", "patience", 0, "factor", 0.5))));
    Path through = work.resolve("through");
    TrainingRun.run(configuration, fold, through, listener);
    List<Double> rates = seen.stream().map(EpochResult::learningRate).toList();
    assertThat(rates.get(EPOCHS - 1)).isLessThan(0.01);

    Path stopped = work.resolve("stopped");
    TrainingListener stopping =
        new TrainingListener() {
          @Override
          public void epochFinished(EpochResult result) {
            if (result.epoch() == 2) {
              throw new IllegalStateException("enough");
            }
          }
        };
    assertThatThrownBy(() -> TrainingRun.run(configuration, fold, stopped, stopping))
        .hasMessage("enough");
    seen.clear();
    TrainingRun.run(configuration, fold, stopped, listener);
    assertThat(seen.stream().map(EpochResult::learningRate).toList())
        .isEqualTo(rates.subList(2, EPOCHS));
    assertThat(weights(stopped.resolve("latest"))).isEqualTo(weights(through.resolve("latest")));
  }

  @Test
  void aSignalEndsATrainingQuietly() throws Exception {
    fold();
    Path folder = work.resolve("model");
    Process child = child(folder, 2, 0);
    long latest = System.nanoTime() + 120_000_000_000L;
    while (!Files.exists(folder.resolve("checkpoint-0001")) && System.nanoTime() < latest) {
      Thread.sleep(20);
    }
    child.destroy();
    assertThat(child.waitFor()).as(Files.readString(work.resolve("child.log"))).isEqualTo(143);
    assertThat(work.resolve("child.log")).content().doesNotContain("fatal error");
    assertThat(work.resolve("crash.log")).doesNotExist();
  }

  @Test
  void aFinishedTrainingIsAnsweredFromItsFolder() throws IOException {
    Configuration configuration = Balls.configuration(SIZE, 2, false);
    Fold fold = fold();
    Path folder = work.resolve("model");
    TrainedModel first = TrainingRun.run(configuration, fold, folder, listener);
    byte[] weights = weights(folder.resolve("best"));
    TrainedModel again = TrainingRun.run(configuration, fold, folder, listener);
    assertThat(seen).hasSize(2);
    assertThat(again).isEqualTo(first);
    TrainingRun.run(configuration, fold, folder, listener, true);
    assertThat(seen).hasSize(4);
    assertThat(weights(folder.resolve("best"))).isEqualTo(weights);
  }

  @Test
  void anotherTrainingInTheFolderIsLeftAlone() throws IOException {
    Configuration configuration = Balls.configuration(SIZE, 1, false);
    Fold fold = fold();
    Path folder = work.resolve("model");
    TrainingRun.run(configuration, fold, folder, TrainingListener.NONE);
    byte[] weights = weights(folder.resolve("best"));
    Configuration other = configuration.withOptimizer(OptimizerSettings.of("adamw", 0.02));
    assertThatThrownBy(() -> TrainingRun.run(other, fold, folder, listener))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("holds another training")
        .hasMessageContaining("learning_rate: 0.01 there, 0.02 here")
        .hasMessageContaining("--reset");
    Fold fewer =
        new Fold(
            fold.cohort(),
            0,
            1,
            1,
            2,
            fold.trainingIds().subList(0, 3),
            fold.validationIds(),
            List.of());
    assertThatThrownBy(() -> TrainingRun.run(configuration, fewer, folder, listener))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("other training subjects or files");
    assertThat(weights(folder.resolve("best"))).isEqualTo(weights);
    assertThat(seen).isEmpty();
  }

  @Test
  void aStrangersModelIsLeftAlone() throws IOException {
    Path folder = work.resolve("model");
    Files.createDirectories(folder.resolve("best"));
    Files.writeString(folder.resolve("best/model.json"), "{}");
    assertThatThrownBy(
            () -> TrainingRun.run(Balls.configuration(SIZE, 1, false), fold(), folder, listener))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("was not trained here");
    assertThat(folder.resolve("best/model.json")).hasContent("{}");
  }

  @Test
  void twoTrainingsInOneFolderAreRefused() {
    Path folder = work.resolve("model");
    Fold fold = fold();
    Configuration configuration = Balls.configuration(SIZE, 1, false);
    TrainingListener second =
        new TrainingListener() {
          @Override
          public void epochStarted(int epoch, int epochs, int batches) {
            assertThatThrownBy(
                    () -> TrainingRun.run(configuration, fold, folder, TrainingListener.NONE))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Another training is at work");
            seen.add(null);
          }
        };
    TrainingRun.run(configuration, fold, folder, second);
    assertThat(seen).hasSize(1);
  }

  @Test
  void anotherNumberOfChannelsThanTheImagesHaveIsTheConfigurationsMistake() {
    Configuration configuration = Balls.configuration(SIZE, 1, false);
    Configuration two = configuration.withModel(configuration.model().withChannels(2));
    assertThatThrownBy(() -> TrainingRun.run(two, fold(), work.resolve("model"), listener))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("num_channels is 2, but the images have 1 channels")
        .hasMessageContaining("expected: model.num_channels: 1, or none");
  }

  @Test
  void aLossThatIsNoNumberSaysWhenAndWhatToDo() {
    Configuration configuration =
        Balls.configuration(SIZE, 3, false)
            .withOptimizer(OptimizerSettings.of("sgd", 1e30).withMomentum(0, false));
    Path folder = work.resolve("model");
    assertThatThrownBy(() -> TrainingRun.run(configuration, fold(), folder, listener))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("no finite number")
        .hasMessageContaining("epoch 1, batch")
        .hasMessageContaining("lower learning_rate")
        .hasMessageContaining("fp32")
        .hasMessageNotContaining("ball-");
  }

  @Test
  void patienceEndsATrainingThatGetsNoBetter() {
    Configuration base = Balls.configuration(SIZE, 10, false);
    Configuration configuration =
        base.withTraining(base.training().withPatience(2))
            .withScheduler(SchedulerSettings.constant())
            .withOptimizer(OptimizerSettings.of("sgd", 0).withMomentum(0, false));
    TrainingRun.run(configuration, fold(), work.resolve("model"), listener);
    assertThat(seen).hasSize(4);
    assertThat(seen).extracting(EpochResult::best).containsExactly(true, false, false, false);
  }

  @Test
  void aModelRefusesOtherChannelsClassesAndDamagedWeights() throws IOException {
    Configuration configuration = Balls.configuration(SIZE, 1, false);
    Path folder = work.resolve("model");
    TrainingRun.run(configuration, fold(), folder, TrainingListener.NONE);
    Image image = Image.of(new float[512], Geometry.ofSize(8, 8, 8));
    try (Predictor predictor = Predictor.open(folder.resolve("best"))) {
      assertThatThrownBy(() -> predictor.probabilities(List.of(image, image)))
          .isInstanceOf(ImageContentException.class)
          .hasMessageContaining("There are 2 channels, but the model takes 1");
    }
    Configuration channels = configuration.withModel(configuration.model().withChannels(4));
    assertThatThrownBy(() -> Predictor.open(folder, channels))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("num_channels is 4")
        .hasMessageContaining("num_channels: 1");
    Path file = folder.resolve("best/weights.safetensors");
    byte[] damaged = Files.readAllBytes(file);
    damaged[damaged.length - 1] ^= 1;
    Files.write(file, damaged);
    assertThatThrownBy(() -> Predictor.open(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("not those that the model was stored with");
    assertThatThrownBy(() -> Predictor.open(work.resolve("nowhere")))
        .isInstanceOf(MissingFileException.class)
        .hasMessageContaining("There is no trained model");
  }

  /** What is left of a checkpoint that was being written, and of a model being replaced. */
  @Test
  void remainsOfAKilledProcessAreClearedUp() throws IOException {
    Path folder = work.resolve("model");
    Configuration configuration = Balls.configuration(SIZE, 2, false);
    Fold fold = fold();
    TrainingListener stop =
        new TrainingListener() {
          @Override
          public void epochStarted(int epoch, int epochs, int batches) {
            if (epoch == 2) {
              throw new IllegalStateException("stopped");
            }
          }
        };
    assertThatThrownBy(() -> TrainingRun.run(configuration, fold, folder, stop))
        .hasMessage("stopped");
    Files.createDirectories(folder.resolve(".partial-checkpoint-0002"));
    Files.writeString(folder.resolve(".partial-checkpoint-0002/state.safetensors"), "half");
    Files.createDirectories(folder.resolve(".partial-best"));
    Files.move(folder.resolve("best"), folder.resolve(".old-best"));
    TrainingRun.run(configuration, fold, folder, listener);
    assertThat(seen).extracting(EpochResult::epoch).containsExactly(2);
    assertThat(folder.resolve("best/model.json")).exists();
    assertThat(folder.resolve(".old-best")).doesNotExist();
    assertThat(folder.resolve(".partial-checkpoint-0002")).doesNotExist();
  }

  @Test
  void arraysOfOneTrainingRestoreAnother() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> state = Map.of("weight/a", manager.create(new float[] {1, 2}));
      List<EpochResult> results =
          List.of(
              new EpochResult(
                  1,
                  0.1,
                  0.5,
                  Double.NaN,
                  List.of(Double.NaN, 0.25),
                  Double.NaN,
                  true,
                  1,
                  2,
                  3,
                  Map.of()));
      Checkpoint.save(work, state, results);
      Checkpoint.save(work, state, List.of(results.get(0), results.get(0)));
      Checkpoint last = Checkpoint.last(work).orElseThrow();
      assertThat(last.results()).hasSize(2).first().isEqualTo(results.get(0));
      assertThat(last.state(manager).get("weight/a").toFloatArray()).containsExactly(1, 2);
      assertThat(work.resolve("checkpoint-0001")).doesNotExist();
    }
  }
}
