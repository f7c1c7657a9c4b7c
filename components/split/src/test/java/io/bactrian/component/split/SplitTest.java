package io.bactrian.component.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.TrainedModel;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {
  @TempDir Path folder;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Cohort cohort =
      new Cohort(IntStream.range(0, 12).mapToObj(i -> subject("s" + i)).toList());

  @BeforeEach
  void start() {
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private static Subject subject(String id) {
    return new Subject(id, Map.of("Channel_0", id + ".nii"), null, null, null, null);
  }

  private List<?> split(String uri, Object body) {
    return camel.createProducerTemplate().requestBody(uri, body, List.class);
  }

  @Test
  void kfoldGivesNestedFolds() {
    List<?> folds = split("split:kfold?testing=3&validation=2&seed=5", cohort);
    assertThat(folds).hasSize(6);
    Fold first = (Fold) folds.get(0);
    assertThat(first.testingIds()).hasSize(4);
    assertThat(first.validationIds()).hasSize(4);
    assertThat(first.trainingIds()).hasSize(4);
  }

  @Test
  void aNegativeNumberGivesTheFirstFoldAlone() {
    assertThat(split("split:kfold?testing=-3&validation=-2", cohort)).hasSize(1);
  }

  @Test
  void optionsWinOverTheConfiguration() throws IOException {
    Path config = folder.resolve("config.yaml");
    Files.writeString(
        config,
        """
        model: {architecture: unet, dimension: 3, class_list: [0, 1]}
        patch_size: [16, 16, 16]
        nested_training: {testing: 2, validation: 2}
        """);
    assertThat(split("split:kfold?config=" + config, cohort)).hasSize(4);
    assertThat(split("split:kfold?testing=3&config=" + config, cohort)).hasSize(6);
  }

  @Test
  void testingGivesAPendingPredictionForEachTestingSubject() {
    Fold fold = new Fold(cohort, 0, 3, 0, 2, List.of("s0"), List.of("s1"), List.of("s2", "s3"));
    assertThat(split("split:testing", new TrainedModel("m", fold, Map.of())))
        .isEqualTo(
            List.of(
                new Prediction(subject("s2"), List.of("m"), null, null),
                new Prediction(subject("s3"), List.of("m"), null, null)));
  }

  @Test
  void modelsGivesAPendingPredictionForTheBestModelOfEachTraining() throws IOException {
    for (String name : List.of("testing_0/validation_0", "testing_0/validation_1")) {
      for (String which : List.of("best", "latest")) {
        Path model = Files.createDirectories(folder.resolve(name).resolve(which));
        Files.writeString(model.resolve("model.json"), "{}");
        Files.writeString(model.resolve("weights.safetensors"), "");
      }
    }
    List<?> pending = split("split:models?folder=" + folder, subject("s"));
    assertThat(pending)
        .extracting(prediction -> ((Prediction) prediction).models().get(0))
        .isEqualTo(
            List.of(
                folder.resolve("testing_0/validation_0/best").toString(),
                folder.resolve("testing_0/validation_1/best").toString()));
  }

  @Test
  void aFolderWithoutModelsIsAMistake() {
    assertThatThrownBy(() -> split("split:models?folder=" + folder, subject("s")))
        .hasRootCauseInstanceOf(MissingFileException.class)
        .rootCause()
        .hasMessageStartingWith("There is no trained model in " + folder);
  }
}
