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

  /** Nested boxes of 2 around 1 around 4, as BraTS has its tumours, by GaNDLF's way to say so. */
  @Test
  void classesThatOverlapAreTrainedPredictedAndScoredAsRegions() throws IOException {
    Path data = new TinyCohort(folder).subjects(6).write();
    for (int i = 0; i < 6; i++) {
      nest(
          folder.resolve("subject" + i + ".nii.gz"),
          folder.resolve("subject" + i + "-label.nii.gz"));
    }
    Path config = TinyCohort.configuration(folder, "save_output: True", "save_training: True");
    String text =
        Files.readString(config)
            .replace("[0, 1], final_layer: softmax", "'[1||2||4,1||4,4]', final_layer: sigmoid")
            .replace("num_epochs: 2", "num_epochs: 12");
    Files.writeString(config, text);
    Path model = folder.resolve("model");
    Run training = run("train", config, data, "-m", model);
    assertThat(training.code()).as(training.errors()).isZero();
    Path kept = model.resolve("testing_0/validation_0/output_validation/0001_labels.nii.gz");
    assertThat(LabelMap.of(ImageReader.read(kept), "kept").counts().keySet())
        .isSubsetOf(0, 1, 2, 4);

    Path output = folder.resolve("output");
    Run inference = run("infer", config, data, "-m", model, "-o", output);
    assertThat(inference.code()).as(inference.errors()).isZero();
    LabelMap predicted =
        LabelMap.of(ImageReader.read(output.resolve("subject0.nii.gz")), "prediction");
    assertThat(predicted.counts().keySet()).isSubsetOf(0, 1, 2, 4).contains(0, 2, 4);
    assertThat(ImageReader.readChannels(output.resolve("subject0_probabilities.nii.gz")))
        .hasSize(3);
    for (String line : Files.readAllLines(output.resolve("scores.csv")).subList(1, 7)) {
      String[] dice = line.split(",");
      // The whole of the boxes, and what lies in their middle.
      assertThat(Double.parseDouble(dice[1])).as(line).isGreaterThan(0.7);
      assertThat(Double.parseDouble(dice[3])).as(line).isGreaterThan(0.5);
    }
    assertThat(output.resolve("report.html")).content().contains("1: 1||2||4, 2: 1||4, 3: 4");
  }

  /** A box becomes three, one within the other, each brighter. */
  private static void nest(Path imageFile, Path labelFile) {
    Image image = ImageReader.read(imageFile);
    LabelMap map = LabelMap.of(ImageReader.read(labelFile), "label");
    int[] labels = map.labels().clone();
    float[] values = image.toFloats().clone();
    int width = map.geometry().size(0);
    int slice = width * map.geometry().size(1);
    for (int voxel = 0; voxel < labels.length; voxel++) {
      int depth = 0;
      while (depth < 3 && inside(map.labels(), voxel, depth, width, slice)) {
        depth++;
      }
      labels[voxel] = new int[] {0, 2, 1, 4}[depth];
      values[voxel] += 100 * depth;
    }
    ImageWriter.write(labelFile, new LabelMap(labels, map.geometry()));
    ImageWriter.write(imageFile, Image.of(values, image.geometry()));
  }

  /** Whether all that is so many voxels away along an axis is of the box, too. */
  private static boolean inside(int[] box, int voxel, int away, int width, int slice) {
    for (int step : new int[] {1, width, slice}) {
      int before = voxel - away * step;
      int after = voxel + away * step;
      if (before < 0 || after >= box.length || box[before] == 0 || box[after] == 0) {
        return false;
      }
    }
    return true;
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
