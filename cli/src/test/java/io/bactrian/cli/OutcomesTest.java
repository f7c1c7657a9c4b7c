package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.io.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classification and regression by the stock routes: three models, joined, and their scores. */
class OutcomesTest {
  private static final Geometry GRID = Geometry.ofSize(16, 16, 16);

  @TempDir Path folder;
  private Path model;
  private Path config;

  /** Noise with a bright cube of an edge of 4 to 11 voxels. */
  @BeforeEach
  void draw() {
    for (int i = 0; i < 24; i++) {
      Random random = new Random(i);
      float[] voxels = new float[(int) GRID.voxels()];
      int end = 2 + edge(i);
      for (int voxel = 0; voxel < voxels.length; voxel++) {
        int x = voxel % 16;
        int y = voxel / 16 % 16;
        int z = voxel / 256;
        boolean inside = Math.min(x, Math.min(y, z)) >= 2 && Math.max(x, Math.max(y, z)) < end;
        voxels[voxel] = 10 * (float) random.nextGaussian() + (inside ? 200 : 0);
      }
      ImageWriter.write(folder.resolve(i + ".nii"), Image.of(voxels, GRID));
    }
    model = folder.resolve("model");
    config = folder.resolve("config.yaml");
  }

  private static int edge(int subject) {
    return 4 + subject % 8;
  }

  private static int size(int subject) {
    return edge(subject) < 8 ? 3 : 7;
  }

  private void configure(String problem, String model, String more) throws IOException {
    Files.writeString(
        config,
        """
        problem_type: %s
        model: {dimension: 3, architecture: unet, base_filters: 4, depth: 2,
                norm_type: none%s}
        precision: fp32
        patch_size: [16, 16, 16]
        batch_size: 4
        num_epochs: 6
        learning_rate: 0.01
        nested_training: {testing: 3, validation: -3}
        data_preprocessing: {normalize: }
        q_samples_per_volume: 2
        %s
        """
            .formatted(problem, model, more));
  }

  /** Rows of subjects from one to another, the value of each after its image. */
  private Path table(String name, int from, int to, java.util.function.IntFunction<String> value)
      throws IOException {
    StringBuilder rows = new StringBuilder("SubjectID,Channel_0,ValueToPredict\n");
    for (int i = from; i < to; i++) {
      rows.append("s" + i + "," + i + ".nii," + value.apply(i) + "\n");
    }
    return Files.writeString(folder.resolve(name), rows);
  }

  private Run bactrian(String command, Path data, Object... more) {
    List<String> arguments = new ArrayList<>(List.of(command, "-i", data.toString(), "--work"));
    arguments.add(folder.resolve("work").toString());
    for (Object one : more) {
      arguments.add(one.toString());
    }
    return Run.of(arguments.toArray(String[]::new));
  }

  private static void done(Run run) {
    assertThat(run.code()).as(run.errors()).isZero();
  }

  private static List<String[]> rows(Path csv) throws IOException {
    return Files.readAllLines(csv).stream().skip(1).map(line -> line.split(",", -1)).toList();
  }

  /** That each cell of a table of predictions is the mean of those of the three models. */
  private void isTheMeanOfTheModels(Path data, Path joined, int... columns) throws IOException {
    List<List<String[]>> single = new ArrayList<>();
    for (int fold = 0; fold < 3; fold++) {
      Path output = folder.resolve("single" + fold);
      Path one = model.resolve("testing_" + fold + "/validation_0/best");
      done(bactrian("infer", data, "-m", one, "-o", output));
      single.add(rows(output.resolve("predictions.csv")));
    }
    List<String[]> all = rows(joined);
    double apart = 0;
    for (int row = 0; row < all.size(); row++) {
      for (int column : columns) {
        double sum = 0;
        for (List<String[]> one : single) {
          sum += Double.parseDouble(one.get(row)[column]);
          apart += Math.abs(Double.parseDouble(one.get(row)[column]) - sum);
        }
        assertThat(Double.parseDouble(all.get(row)[column])).isCloseTo(sum / 3, within(1e-6));
      }
    }
    assertThat(apart).as("models that differ").isGreaterThan(0);
  }

  /** Losses of the first two epochs, as {@link LearningVersionsTest} has them of a segmentation. */
  private void isWhatTheVersionOfTrainingGives(String name) throws IOException {
    List<Double> losses = new ArrayList<>();
    for (String[] row : rows(model.resolve("testing_0/validation_0/curves.csv")).subList(0, 2)) {
      losses.add(Double.valueOf(row[2]));
      losses.add(Double.valueOf(row[3]));
    }
    LearningVersionsTest.check(folder.resolve("work"), "train:config", name, losses);
  }

  @Test
  void classesAreTrainedPredictedJoinedAndScored() throws IOException {
    configure("classification", ", class_list: [3, 7]", "metrics: [accuracy, auroc, cel, mcc]");
    Path known = table("known.csv", 0, 16, i -> "" + size(i));
    done(bactrian("train", known, "-c", config, "-m", model));
    isWhatTheVersionOfTrainingGives("train_config_classification");

    // Without a configuration, and with a subject of unknown class.
    Path fresh = table("new.csv", 16, 24, i -> i == 20 ? "" : "" + size(i));
    Path output = folder.resolve("output");
    done(bactrian("infer", fresh, "-m", model, "-o", output));
    Path predictions = output.resolve("predictions.csv");
    assertThat(rows(predictions)).hasSize(8);
    assertThat(rows(predictions).get(4)).startsWith("s20").contains("", atIndex(2));
    isTheMeanOfTheModels(fresh, predictions, 3, 4);
    assertThat(output.resolve("report.html")).content().contains("ROC", "accuracy");

    // The table of predictions, as it is but for that subject, has the same scores.
    List<String> lines = new ArrayList<>(Files.readAllLines(predictions));
    lines.removeIf(line -> line.startsWith("s20"));
    Path table = Files.write(folder.resolve("scored.csv"), lines);
    Path scores = folder.resolve("evaluated/scores.json");
    done(bactrian("evaluate", table, "-c", config, "-o", scores));
    assertThat(folder.resolve("evaluated/scores.csv"))
        .hasSameTextualContentAs(output.resolve("scores.csv"));
    for (String[] row : rows(output.resolve("scores.csv"))) {
      if (row[0].equals("auroc")) {
        assertThat(Double.parseDouble(row[1])).as(row[0]).isGreaterThan(0.8);
      }
    }

    // Classes alone have no curve: better no number than a wrong one.
    lines.replaceAll(line -> line.replaceFirst("(,[^,]*){2}$", ""));
    Files.write(table, lines);
    done(bactrian("evaluate", table, "-c", config, "-o", scores));
    assertThat(folder.resolve("evaluated/scores.csv"))
        .content()
        .contains("auroc,\n", "auroc_7,\n", "cel,\n")
        .containsPattern("accuracy,(1|0\\.\\d+)");
  }

  @Test
  void numbersAreTrainedPredictedJoinedAndScored() throws IOException {
    configure("regression", "", "metrics: [mae, r2, pearson]");
    Path known = table("known.csv", 0, 16, i -> "" + edge(i));
    done(bactrian("train", known, "-c", config, "-m", model));
    isWhatTheVersionOfTrainingGives("train_config_regression");

    Path fresh = table("new.csv", 16, 24, i -> "" + edge(i));
    Path output = folder.resolve("output");
    done(bactrian("infer", fresh, "-m", model, "-o", output));
    Path predictions = output.resolve("predictions.csv");
    isTheMeanOfTheModels(fresh, predictions, 1);
    assertThat(output.resolve("report.html")).content().contains("a dot is a subject");
    done(bactrian("evaluate", predictions, "-c", config, "-o", folder.resolve("e/scores.json")));
    assertThat(folder.resolve("e/scores.csv"))
        .hasSameTextualContentAs(output.resolve("scores.csv"));
    assertThat(rows(output.resolve("scores.csv")).get(2)[0]).isEqualTo("pearson");
    assertThat(Double.parseDouble(rows(output.resolve("scores.csv")).get(2)[1])).isGreaterThan(0.8);

    // One subject has an error, but no correlation.
    done(bactrian("infer", table("one.csv", 23, 24, i -> "4"), "-m", model, "-o", output));
    assertThat(output.resolve("scores.csv")).content().contains("r2,\npearson,\n");

    // Another problem than the models': told before anything is written.
    configure("classification", ", class_list: [4, 5, 6, 7, 8, 9, 10, 11]", "");
    Run other = bactrian("infer", fresh, "-c", config, "-m", model, "-o", folder.resolve("no"));
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.errors())
        .contains(
            "The configuration is for another model: problem_type is classification\n  where:    "
                + model.resolve("testing_0/validation_0/best"),
            "  expected: problem_type: regression, as the model was trained\n",
            "to mend:  use the configuration of the model");
  }

  @Test
  void aClassThatNobodyIsOfIsWarnedOf() throws IOException {
    configure("classification", ", class_list: [3, 5, 7]", "weighted_loss: True");
    Files.writeString(config, Files.readString(config).replace("num_epochs: 6", "num_epochs: 1"));
    Run run =
        bactrian("train", table("a.csv", 0, 16, i -> "" + size(i)), "-c", config, "-m", model);
    done(run);
    assertThat(model.resolve("bactrian.log"))
        .content()
        .contains(
            "Nothing of class 5 was in the training of testing_0/validation_0: it will not be");
    // Wrong classes, texts and missing columns end it before images are read.
    Path wrong = table("b.csv", 0, 16, i -> i == 9 ? "4" : "" + size(i));
    Run refused = bactrian("train", wrong, "-c", config, "-m", folder.resolve("other"));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.errors())
        .contains("The class of subject s9 is not in class_list: 4\n  where:    " + wrong)
        .doesNotContain("normalize:config");
    Path text = table("c.csv", 0, 16, i -> i == 9 ? "large" : "" + size(i));
    Run left = bactrian("train", text, "-c", config, "-m", folder.resolve("left"));
    assertThat(left.code()).isEqualTo(3);
    assertThat(folder.resolve("left/failed.csv"))
        .content()
        .contains(
            "s9,ingest,\"\"\"large\"\" under ValueToPredict is not a number ("
                + text
                + ", row 11)");
  }
}
