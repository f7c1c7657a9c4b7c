package io.bactrian.component.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.NyulLandmarks;
import io.bactrian.imaging.normalize.NyulSettings;
import io.bactrian.imaging.normalize.NyulStandardization;
import io.bactrian.imaging.normalize.ZScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step nyul on folds, cohorts, predictions and subjects. */
class NyulTest {
  private static final NyulSettings SETTINGS =
      new NyulSettings(NyulSettings.PERCENTILES, 0, 100, Mask.ALL);

  @TempDir Path folder;
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() {
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private Exchange send(String uri, Object body) {
    return camel
        .createProducerTemplate()
        .send(
            uri + (uri.contains("?") ? "&" : "?") + "work=" + folder.resolve("work"),
            exchange -> exchange.getMessage().setBody(body));
  }

  private <T> T result(String uri, Object body, Class<T> type) {
    Exchange exchange = send(uri, body);
    assertThat(exchange.getException()).isNull();
    return exchange.getMessage().getBody(type);
  }

  private Subject subject(String id, int seed) {
    Random random = new Random(seed);
    float[] voxels = new float[1000];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = (float) Math.pow(random.nextDouble(), 1 + seed) * 100 * (1 + seed);
    }
    Path file = folder.resolve(id + ".nii");
    ImageWriter.write(file, Image.of(voxels, Geometry.ofSize(10, 10, 10)));
    return new Subject(id, Map.of("Channel_0", file.toString()), null, null, null, null);
  }

  private static Sample sample(Subject subject) {
    return new Sample(List.of(ImageReader.read(Path.of(subject.images().get(0)))));
  }

  private static float[] voxels(Subject subject) {
    return sample(subject).channels().get(0).toFloats();
  }

  private static NyulLandmarks learned(Subject... subjects) {
    List<List<List<Double>>> measured = new ArrayList<>();
    for (Subject subject : subjects) {
      measured.add(NyulLandmarks.measure(sample(subject), SETTINGS, subject.id()));
    }
    return NyulLandmarks.learn(measured, SETTINGS);
  }

  private static Fold fold(Subject a, Subject b, Subject c, Subject d) {
    return new Fold(
        new Cohort(List.of(a, b, c, d)), 0, 2, 0, 2, List.of("a", "c"), List.of("b"), List.of("d"));
  }

  @Test
  void aFoldLearnsFromItsTrainingSubjectsAloneAndAllAreChanged() {
    Subject a = subject("a", 0);
    Subject b = subject("b", 1);
    Subject c = subject("c", 2);
    Fold fold = result("normalize:nyul", fold(a, b, c, subject("d", 3)), Fold.class);
    NyulLandmarks expected = learned(a, c);
    NyulLandmarks landmarks = LandmarksFile.read(Path.of(fold.landmarks()));
    assertThat(landmarks).isEqualTo(expected);
    for (Subject subject : fold.cohort().subjects()) {
      assertThat(voxels(subject))
          .containsExactly(
              new NyulStandardization(expected)
                  .apply(sample(subject.source()), "")
                  .channels()
                  .get(0)
                  .toFloats());
    }
    // Other images of those who validate and test change nothing; of one who trains they do.
    Fold other = result("normalize:nyul", fold(a, subject("b", 4), c, subject("d", 5)), Fold.class);
    assertThat(LandmarksFile.read(Path.of(other.landmarks()))).isEqualTo(expected);
    Fold changed = result("normalize:nyul", fold(a, b, subject("c", 6), b), Fold.class);
    assertThat(LandmarksFile.read(Path.of(changed.landmarks()))).isNotEqualTo(expected);
  }

  @Test
  void theNormalizationOfTheConfigurationComesAfterTheLandmarks() throws IOException {
    Path config = configuration("{normalize: , clip: {max: 50}, nyul: }");
    Subject a = subject("a", 0);
    Subject c = subject("c", 2);
    Subject before = result("normalize:config?config=" + config, a, Subject.class);
    assertThat(voxels(before)).containsExactly(clipped(voxels(a)));
    Fold fold =
        result("normalize:nyul?config=" + config, fold(a, c, c, subject("d", 3)), Fold.class);
    Sample standardized = new NyulStandardization(learned(a, c)).apply(sample(a), "");
    assertThat(voxels(fold.cohort().subjects().get(0)))
        .containsExactly(new ZScore(Mask.ALL).apply(standardized, "").channels().get(0).toFloats());
    assertThat(voxels(fold.cohort().subjects().get(0))[0]).isNotEqualTo(voxels(a)[0]);
  }

  private static float[] clipped(float[] voxels) {
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = Math.min(voxels[i], 50);
    }
    return voxels;
  }

  private Path configuration(String steps) throws IOException {
    return Files.writeString(
        folder.resolve("config.yaml"),
        "model: {architecture: unet, class_list: [0, 1]}\npatch_size: [16, 16, 16]\n"
            + "data_preprocessing: "
            + steps
            + "\n");
  }

  @Test
  void aPredictionTakesTheLandmarksOfItsModelAndASubjectAFile() throws IOException {
    Subject a = subject("a", 0);
    Subject b = subject("b", 1);
    Path model = Files.createDirectories(folder.resolve("model"));
    LandmarksFile.write(model.resolve("nyul.json"), learned(a, subject("c", 2)));
    float[] expected =
        new NyulStandardization(learned(a, subject("c", 2)))
            .apply(sample(b), "")
            .channels()
            .get(0)
            .toFloats();
    Prediction pending = new Prediction(b, List.of(model.toString()), null, null);
    Prediction predicted = result("normalize:nyul", pending, Prediction.class);
    assertThat(predicted.models()).containsExactly(model.toString());
    assertThat(voxels(predicted.subject())).containsExactly(expected);
    Subject alone =
        result("normalize:nyul?landmarks=" + model.resolve("nyul.json"), b, Subject.class);
    assertThat(voxels(alone)).containsExactly(expected, Offset.offset(0f));
    assertThat(send("normalize:nyul?landmarks=" + folder.resolve("gone.json"), b).getException())
        .hasMessageStartingWith("The landmarks of nyul are missing")
        .hasMessageContaining("gone.json");
    assertThat(send("normalize:nyul", b).getException())
        .hasMessageStartingWith(
            "The option landmarks of the step normalize:nyul cannot be nothing");
  }

  @Test
  void aCohortLearnsFromAllAndWithoutNyulNothingIsDone() throws IOException {
    Subject a = subject("a", 0);
    Subject b = subject("b", 1);
    Cohort cohort = new Cohort(List.of(a, b));
    Cohort changed = result("normalize:nyul?max=1&mask=positive", cohort, Cohort.class);
    float[] one = voxels(changed.subjects().get(0));
    assertThat(one).isNotEqualTo(voxels(a));
    java.util.Arrays.sort(one);
    assertThat(one[10]).isCloseTo(0, Offset.offset(0.01f));
    assertThat(one[989]).isCloseTo(1, Offset.offset(0.01f));
    Path config = configuration("{normalize: }");
    assertThat(result("normalize:nyul?config=" + config, cohort, Cohort.class)).isSameAs(cohort);
  }

  @Test
  void percentilesThatDoNotRiseAreRefused() throws IOException {
    Cohort cohort = new Cohort(List.of(subject("a", 0)));
    assertThat(send("normalize:nyul?percentiles=1,50,50", cohort).getException())
        .hasMessageStartingWith(
            "The option percentiles of the step normalize:nyul cannot be 1,50,50")
        .hasMessageContaining("at least two rising numbers from 0 to 100");
    Path config = configuration("{nyul: {percentiles: [5]}}");
    assertThat(send("normalize:nyul?config=" + config, cohort).getException())
        .hasMessageContaining("at least two rising numbers from 0 to 100");
    config = configuration("{nyul: {mask: label}}");
    assertThat(send("normalize:config?config=" + config, subject("a", 0)).getException())
        .hasMessageContaining("subjects to predict have no label");
  }

  @Test
  void aSubjectThatCannotBeNormalizedAfterTheLandmarksIsListedAndLeftOut() throws IOException {
    Path config = configuration("{nyul: , normalize: {mask: file}}");
    Path list = folder.resolve("failed.csv");
    Subject a = masked(subject("a", 0));
    Subject b = masked(subject("b", 1));
    Subject c = masked(subject("c", 2));
    Fold cohort = fold(a, b, c, subject("d", 3));
    assertThat(send("normalize:nyul?config=" + config, cohort).getException())
        .hasMessageContaining("subject d");
    String uri = "normalize:nyul?config=" + config + "&failed=" + list;
    Fold fold = result(uri, cohort, Fold.class);
    assertThat(fold.testingIds()).isEmpty();
    assertThat(fold.trainingIds()).containsExactly("a", "c");
    assertThat(fold.cohort().subjects()).extracting(Subject::id).containsExactly("a", "b", "c");
    assertThat(Files.readAllLines(list)).hasSize(2);
    assertThat(Files.readString(list)).contains("d,normalize:nyul,").contains("to mend:");
  }

  private Subject masked(Subject subject) {
    float[] ones = new float[1000];
    java.util.Arrays.fill(ones, 1);
    Path file = folder.resolve(subject.id() + "_mask.nii");
    ImageWriter.write(file, Image.of(ones, Geometry.ofSize(10, 10, 10)));
    Map<String, String> mask = Map.of(Subject.MASK, file.toString());
    return new Subject(subject.id(), subject.channels(), null, null, mask, null);
  }
}
