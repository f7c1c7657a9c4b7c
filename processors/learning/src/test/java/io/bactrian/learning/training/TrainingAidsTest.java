package io.bactrian.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.SchedulerSettings;
import io.bactrian.cohort.configuration.TrainingAids;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.inference.Predictor;
import io.bactrian.learning.model.ModelFolder;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.weights.SafeTensors;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /** Torchvision's resnet18 as a file: its first layers, and what imagenet_unet does not use. */
  @Test
  void startsFromWeightsOfImageNet() {
    Configuration configuration = configuration(TrainingAids.NONE);
    ModelSettings model =
        configuration
            .model()
            .withArchitecture("imagenet_unet")
            .withDepth(2)
            .withOptions(Parameters.of("encoder_name", "resnet18", "converter_type", "soft"));
    Path file = work.resolve("resnet18.safetensors");
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Network pictures = Architectures.create(model, 3);
      pictures.initialize(manager, 9);
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      pictures
          .arrays()
          .forEach(
              (name, array) -> {
                if (name.startsWith("model.encoder.") && !name.endsWith("soft_w_core")) {
                  arrays.put(name.replace("model.encoder.", ""), array);
                }
              });
      arrays.put("layer4.1.conv2.weight", manager.zeros(new Shape(512, 512, 3, 3)));
      arrays.put("fc.weight", manager.zeros(new Shape(1000, 512)));
      SafeTensors.write(file, arrays, Map.of("format", "pt"));
      List<String> remarks = new ArrayList<>();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void remark(String sentence) {
              remarks.add(sentence);
            }
          };
      // At this rate the weights stay where they were.
      Configuration still =
          configuration(TrainingAids.NONE.withInitialWeights(file.toString()))
              .withModel(model)
              .withOptimizer(OptimizerSettings.of("sgd", 1e-12));
      TrainingRun.run(still, fold, work.resolve("unet"), listener);
      assertThat(remarks)
          .containsExactly(
              "The first kernels of ImageNet are for 3 colours: the one channel gets their sum",
              "The file has no weights for model.decoder, model.segmentation_head of this network:"
                  + " they start from random values");
      Map<String, NDArray> trained = ModelFolder.open(work.resolve("unet")).weights(manager);
      NDArray grey = arrays.get("conv1.weight").sum(new int[] {1}, true);
      assertThat(trained.get("model.encoder.conv1.weight").sub(grey).abs().max().getFloat())
          .isLessThan(1e-6f);
      String deeper = "layer1.1.conv2.weight";
      assertThat(trained.get("model.encoder." + deeper).sub(arrays.get(deeper)).abs().max())
          .matches(difference -> difference.getFloat() < 1e-6f);
    }
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

  /** Labels 2 and 5 as one class train the very network that files with one label do. */
  @Test
  void combinedLabelsAreOneClass() {
    List<Subject> subjects = new ArrayList<>();
    for (Subject subject : fold.cohort().subjects()) {
      Path label = Path.of(subject.label());
      Path joined = work.resolve("joined-" + label.getFileName());
      LabelMap map = LabelMap.of(ImageReader.read(label), "ball");
      assertThat(map.counts().keySet()).contains(0, 5);
      ImageWriter.write(joined, map.relabelled(Map.of(2, 1, 5, 1), "ball"));
      subjects.add(
          new Subject(subject.id(), subject.channels(), joined.toString(), null, Map.of(), null));
    }
    Configuration plain = configuration(TrainingAids.NONE);
    Configuration two =
        plain.withModel(plain.model().withCombined(List.of(List.of(0), List.of(2, 5))));
    Path combined = train("combined", two);
    fold =
        new Fold(
            new Cohort(subjects), 0, 1, 0, 2, fold.trainingIds(), fold.validationIds(), List.of());
    ModelSettings one = plain.model();
    Path joined =
        train("joined", plain.withModel(one.withCombined(List.of(List.of(0), List.of(1)))));
    assertThat(tensors(combined)).isEqualTo(tensors(joined));
    assertThat(ModelFolder.open(combined).card().classes()).containsExactly(0, 1);
    assertThat(ModelFolder.open(combined).configuration().model().classOfLabel())
        .isEqualTo(Map.of(0, 0, 2, 1, 5, 1));
  }

  private static List<Integer> tensors(Path model) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      return ModelFolder.open(model).weights(manager).values().stream()
          .map(array -> array.toByteBuffer(true).hashCode())
          .toList();
    }
  }

  @Test
  void keepsThePatchesOfTheFirstEpochAndThePredictionsOfTheBest() throws IOException {
    Configuration asked =
        Balls.configuration(SIZE, 2, true).withAids(TrainingAids.NONE.withSaveTraining(true));
    Path model = train("model", asked.withTraining(asked.training().withSaveOutput(true)));
    // 2 subjects with 2 patches each in batches of 2, each with its label.
    try (var files = Files.list(model.resolve("training_patches"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSize(8)
          .contains("batch_0002_patch_02.nii.gz", "batch_0002_patch_02_label.nii.gz");
    }
    Path label = model.resolve("training_patches/batch_0001_patch_01_label.nii.gz");
    LabelMap patch = LabelMap.of(ImageReader.read(label), "patch");
    assertThat(patch.counts().keySet()).isSubsetOf(0, 2, 5);
    assertThat(patch.geometry().size()).containsExactly(SIZE, SIZE, 1);

    Path output = model.resolve("output_validation");
    assertThat(Files.readAllLines(output.resolve("subjects.csv")))
        .containsExactly(
            "SubjectID,Labels,Probabilities",
            "\"ball-2\",0001_labels.nii.gz,0001_probabilities.nii.gz",
            "\"ball-3\",0002_labels.nii.gz,0002_probabilities.nii.gz");
    List<Image> kept = ImageReader.readChannels(output.resolve("0002_probabilities.nii.gz"));
    Image image = ImageReader.read(Path.of(fold.validationSubjects().get(1).images().get(0)));
    try (Predictor predictor = Predictor.open(model)) {
      List<Image> best = predictor.probabilities(List.of(image));
      for (int c = 0; c < 3; c++) {
        assertThat(kept.get(c).toFloats()).isEqualTo(best.get(c).toFloats());
      }
      LabelMap labels = LabelMap.of(ImageReader.read(output.resolve("0002_labels.nii.gz")), "kept");
      assertThat(labels.labels()).isEqualTo(predictor.labels(best).labels());
    }
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

  @Test
  void keepsTheModelOfEachEpochWhenAskedTo() throws IOException {
    Configuration usual = configuration(TrainingAids.NONE);
    Path file = work.resolve("config.yaml");
    String asked =
        usual.toYaml().replace("save_at_every_epoch: false", "save_at_every_epoch: true");
    Files.writeString(file, asked);
    Path model = train("all", Configuration.read(file));
    for (int epoch = 1; epoch <= usual.training().epochs(); epoch++) {
      assertThat(ModelFolder.open(model.resolve("epoch-" + epoch)).card().epoch()).isEqualTo(epoch);
    }
    assertThat(train("few", usual).resolve("epoch-1")).doesNotExist();
  }
}
