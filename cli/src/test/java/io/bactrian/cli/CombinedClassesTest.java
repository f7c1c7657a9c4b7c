package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels 3 and 4 as one class from the files to the scores, by the stock routes. */
class CombinedClassesTest {
  @TempDir Path folder;

  @Test
  void labelsThatAreOneClassAreTrainedPredictedAndScoredTogether() throws IOException {
    Path data = new TinyCohort(folder).subjects(6).write();
    for (int i = 0; i < 6; i++) {
      // The box of label 1 becomes stripes of 3 and 4.
      Path file = folder.resolve("subject" + i + "-label.nii.gz");
      LabelMap map = LabelMap.of(ImageReader.read(file), "label");
      int[] labels = map.labels().clone();
      for (int voxel = 0; voxel < labels.length; voxel++) {
        labels[voxel] = labels[voxel] == 0 ? 0 : 3 + voxel % 2;
      }
      ImageWriter.write(file, new LabelMap(labels, map.geometry()));
    }
    Path config = TinyCohort.configuration(folder, "save_output: True");
    String text = Files.readString(config).replace("[0, 1]", "['0', '3||4']");
    Files.writeString(config, text.replace("num_epochs: 2", "num_epochs: 8"));
    Path model = folder.resolve("model");
    Run training = run("train", config, data, "-m", model);
    assertThat(training.code()).as(training.errors()).isZero();

    Path output = folder.resolve("output");
    Run inference = run("infer", config, data, "-m", model, "-o", output);
    assertThat(inference.code()).as(inference.errors()).isZero();
    LabelMap predicted =
        LabelMap.of(ImageReader.read(output.resolve("subject0.nii.gz")), "prediction");
    assertThat(predicted.counts()).containsOnlyKeys(0, 1);
    // save_output: one volume a class, on the grid of the labels.
    List<Image> probabilities =
        ImageReader.readChannels(output.resolve("subject0_probabilities.nii.gz"));
    assertThat(probabilities).hasSize(2);
    assertThat(probabilities.get(0).geometry().matches(predicted.geometry(), 1e-4)).isTrue();
    float[] background = probabilities.get(0).toFloats();
    for (int i = 0; i < background.length; i++) {
      assertThat(background[i] < 0.5f).isEqualTo(predicted.labels()[i] == 1);
    }
    assertThat(model.resolve("testing_0/validation_0/output_validation/subjects.csv")).exists();
    List<String> scores = Files.readAllLines(output.resolve("scores.csv"));
    assertThat(scores.get(0)).startsWith("SubjectID");
    // Stripes would halve the Dice; 512 voxels of one box can be found.
    for (String line : scores.subList(1, 7)) {
      assertThat(Double.parseDouble(line.split(",")[1])).as(line).isGreaterThan(0.7);
    }
  }

  private Run run(String command, Path config, Path data, Object... more) {
    String[] arguments = new String[7 + more.length];
    arguments[0] = command;
    arguments[1] = "-c";
    arguments[2] = config.toString();
    arguments[3] = "-i";
    arguments[4] = data.toString();
    arguments[5] = "--work";
    arguments[6] = folder.resolve("work").toString();
    for (int i = 0; i < more.length; i++) {
      arguments[7 + i] = more[i].toString();
    }
    return Run.of(arguments);
  }
}
