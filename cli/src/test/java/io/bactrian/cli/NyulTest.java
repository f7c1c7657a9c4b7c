package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import io.bactrian.safety.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Landmarks of Nyul standardization from training to inference, by the stock routes. */
class NyulTest {
  private static final String STEPS = "{to_canonical: , normalize: }";

  @TempDir static Path folder;
  private static Path data;
  private static Path config;
  private static Path best;
  private static Run training;

  @BeforeAll
  static void train() throws IOException {
    data = new TinyCohort(folder).subjects(8).write();
    config = TinyCohort.configuration(folder);
    // No z-score: it would bring any linear change of intensities to the same, without landmarks.
    write(config, "{to_canonical: , nyul: {out_min_max: [0, 1]}}");
    best = folder.resolve("model/testing_0/validation_0/best");
    training = run("train", config, data, "-m", "model");
  }

  private static Path write(Path file, String steps) throws IOException {
    String text = Files.readString(config);
    String before = text.lines().filter(line -> line.startsWith("data_pre")).findFirst().get();
    return Files.writeString(file, text.replace(before, "data_preprocessing: " + steps));
  }

  private static Run run(String command, Path config, Path data, String... more) {
    String[] all = new String[7 + more.length];
    String[] start = {
      command, "-c", config.toString(), "-i", data.toString(), "--work", path("work")
    };
    System.arraycopy(start, 0, all, 0, 7);
    for (int i = 0; i < more.length; i++) {
      all[7 + i] = more[i].startsWith("-") ? more[i] : path(more[i]);
    }
    return Run.of(all);
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  private static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(best.resolve(name).toFile());
  }

  @Test
  void landmarksOfTheTrainingSubjectsAreStoredWithTheModel() throws IOException {
    assertThat(training.code()).as(training.errors()).isZero();
    int subjects = json("model.json").path("fold").path("training_subjects").asInt();
    assertThat(subjects).isEqualTo(4);
    assertThat(json("nyul.json").path("subjects").asInt()).isEqualTo(subjects);
    assertThat(json("nyul.json").path("channels").get(0)).hasSize(11);
    assertThat(json("model.json").path("landmarks_sha256").asText()).hasSize(64);
    assertThat(best.resolveSibling("latest").resolve("nyul.json"))
        .hasSameBinaryContentAs(best.resolve("nyul.json"));
    assertThat(Files.readString(best.resolve("nyul.json"))).doesNotContain("subject0");
  }

  @Test
  void anotherScannerGivesTheSamePrediction() throws IOException {
    Image image = ImageReader.read(folder.resolve("subject1.nii.gz"));
    float[] voxels = image.copyFloats();
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = 4000 + 7 * voxels[i];
    }
    ImageWriter.write(folder.resolve("new.nii.gz"), Image.of(voxels, image.geometry()));
    Path table = folder.resolve("two.csv");
    Files.writeString(table, "SubjectID,Channel_0\nsubject1,subject1.nii.gz\nnew,new.nii.gz\n");
    Run inference = run("infer", config, table, "-m", "model", "-o", "out");
    assertThat(inference.code()).as(inference.errors()).isZero();
    float[] one = ImageReader.read(folder.resolve("out/subject1.nii.gz")).toFloats();
    float[] other = ImageReader.read(folder.resolve("out/new.nii.gz")).toFloats();
    int labelled = 0;
    int different = 0;
    for (int i = 0; i < one.length; i++) {
      labelled += one[i] > 0 ? 1 : 0;
      different += one[i] == other[i] ? 0 : 1;
    }
    assertThat(labelled).isBetween(1, one.length - 1);
    // Values of thousands are rounded to other floats.
    assertThat(different).isLessThan(one.length / 1000);
  }

  @Test
  void otherLandmarksOrNoneAreRefused() throws IOException {
    Path copy = folder.resolve("copy");
    Files.createDirectories(copy);
    for (String name : new String[] {"model.json", "config.yaml", "weights.safetensors"}) {
      Files.copy(best.resolve(name), copy.resolve(name));
    }
    Run missing = run("infer", config, data, "-m", "copy", "-o", "none");
    assertThat(missing.code()).as(missing.errors()).isEqualTo(2);
    assertThat(missing.errors()).contains("The landmarks of nyul are missing", "  to mend:  ");

    String landmarks = Files.readString(best.resolve("nyul.json"));
    Files.writeString(
        copy.resolve("nyul.json"), landmarks.replace("\"subjects\" : 4", "\"subjects\" : 5"));
    Run other = run("infer", config, data, "-m", "copy", "-o", "none");
    assertThat(other.code()).as(other.errors()).isEqualTo(2);
    assertThat(other.errors()).contains("The landmarks are not those that the model was stored");

    Files.writeString(
        copy.resolve("nyul.json"),
        landmarks.replace("\"channels\" : [ [", "\"channels\" : [ [ 9,"));
    Run broken = run("infer", config, data, "-m", "copy", "-o", "none");
    assertThat(broken.code()).as(broken.errors()).isEqualTo(2);
    assertThat(broken.errors())
        .contains("The landmarks of nyul cannot be read: Not one value a percentile");
    FileTrees.delete(copy);
  }

  @Test
  void aConfigurationWithoutNyulIsNotForTheModel() throws IOException {
    Path other = write(folder.resolve("plain.yaml"), STEPS);
    Run refused = run("infer", other, data, "-m", "model", "-o", "none");
    assertThat(refused.code()).as(refused.errors()).isEqualTo(2);
    assertThat(refused.errors())
        .contains("The model was trained on images that nyul has standardized");
  }

  @Test
  void theSameTrainingIsKnownAndOtherLandmarksAreAnotherTraining() throws IOException {
    Run again = run("train", config, data, "-m", "model");
    assertThat(again.code()).as(again.errors()).isZero();
    assertThat(again.errors()).doesNotContain("epoch");
    Path other = write(folder.resolve("other.yaml"), "{to_canonical: , nyul: {mask: otsu}}");
    Run refused = run("train", other, data, "-m", "model");
    assertThat(refused.code()).as(refused.errors()).isEqualTo(2);
    assertThat(refused.errors())
        .contains("The model folder holds another training", "other landmarks of nyul");
  }

  @Test
  void preprocessingAheadLeavesLearningToTheTraining() throws IOException {
    Path both = write(folder.resolve("both.yaml"), "{normalize: , nyul: , to_canonical: }");
    Run run = run("preprocess", both, data, "-o", "processed");
    assertThat(run.code()).as(run.errors()).isZero();
    assertThat(Configuration.read(folder.resolve("processed/config.yaml")).preprocessing())
        .extracting(PreprocessingStep::name)
        .containsExactly("nyul", "normalize");
  }
}
