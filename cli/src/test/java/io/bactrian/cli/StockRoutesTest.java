package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.workflow.RunFolder;
import io.bactrian.workflow.TaskReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, on eight tiny subjects of which one holds NaN. */
class StockRoutesTest {
  @TempDir static Path folder;
  private static Path data;
  private static Path config;
  private static Path model;
  private static Run training;

  @BeforeAll
  static void train() throws IOException {
    data = new TinyCohort(folder).subjects(8).subject("broken", Float.NaN).write();
    config = TinyCohort.configuration(folder);
    model = folder.resolve("model");
    training = Run.of(arguments("train", "-m", model.toString()));
  }

  private static String[] arguments(String command, String... more) {
    String[] start = {
      command,
      "-c",
      config.toString(),
      "-i",
      data.toString(),
      "--work",
      folder.resolve("work").toString()
    };
    String[] all = java.util.Arrays.copyOf(start, start.length + more.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return all;
  }

  @Test
  void aBrokenSubjectIsListedAndTheOthersGoOn() throws IOException {
    assertThat(training.code()).as(training.errors()).isEqualTo(3);
    assertThat(Files.readAllLines(model.resolve("failed.csv")))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("broken,harmonize:config,")
        .containsIgnoringCase("NaN");
    assertThat(training.errors())
        .contains("epoch 2 of 2, loss ")
        .contains("1 subject failed: ")
        // The route is that of classification and regression, too.
        .contains("evaluate:config  2 of 2")
        .doesNotContain("evaluate:segmentation")
        .doesNotContain("\tat ");
  }

  @Test
  void trainingLeavesAModelAndScoresOfItsTestingSubjects() throws IOException {
    Path fold = model.resolve("testing_0/validation_0");
    assertThat(fold.resolve("best/weights.safetensors")).isNotEmptyFile();
    assertThat(fold.resolve("curves.csv")).isNotEmptyFile();
    assertThat(Files.readAllLines(fold.resolve("best/testing_scores.csv"))).hasSize(3);
  }

  @Test
  void everyStepKeepsItsResultsInTheWorkFolderThatWasGiven() throws IOException {
    List<String> keys;
    try (Stream<TaskReport> tasks = RunFolder.open(folder.resolve("work"), "last").tasks()) {
      keys =
          tasks
              .filter(task -> task.outcome() == TaskReport.Outcome.DONE && !task.key().isEmpty())
              .map(TaskReport::key)
              .distinct()
              .toList();
    }
    assertThat(keys).isNotEmpty();
    for (String key : keys) {
      assertThat(folder.resolve("work").resolve(key.substring(0, 2)).resolve(key.substring(2)))
          .isDirectoryContaining("glob:**/task.json");
    }
    for (String route : List.of("train", "infer", "evaluate", "preprocess")) {
      assertThat(Files.readAllLines(Path.of("../routes/" + route + ".camel.yaml")))
          .filteredOn(line -> line.matches(".*\"(harmonize|normalize|train|infer|fuse):.*"))
          .allMatch(line -> line.contains("&work={{work}}"));
    }
  }

  @Test
  void theSameTrainingAgainIsAnsweredFromItsFolder() {
    Run again = Run.of(arguments("train", "-m", model.toString()));
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.errors()).doesNotContain("epoch");
  }

  @Test
  void theSameFolderForAnotherTrainingIsRefused() throws IOException {
    Path other = folder.resolve("longer.yaml");
    Files.writeString(other, Files.readString(config).replace("num_epochs: 2", "num_epochs: 3"));
    Run refused =
        Run.of(
            "train",
            "-c",
            other.toString(),
            "-i",
            data.toString(),
            "--work",
            folder.resolve("work").toString(),
            "-m",
            model.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.errors()).contains("The model folder holds another training");
  }

  @Test
  void inferenceWritesLabelMapsOnTheOriginalGridAndScores() throws IOException {
    Path output = folder.resolve("output");
    Run inference = Run.of(arguments("infer", "-m", model.toString(), "-o", output.toString()));
    assertThat(inference.code()).as(inference.errors()).isEqualTo(3);
    Path file = output.resolve("subject3.nii.gz");
    assertThat(ImageReader.readGeometry(file).matches(TinyCohort.GRID, 1e-4)).isTrue();
    assertThat(LabelMap.of(ImageReader.read(file), "").counts().keySet()).isSubsetOf(0, 1);
    assertThat(Files.readAllLines(output.resolve("scores.csv"))).hasSize(9);
    assertThat(output.resolve("scores.json")).isNotEmptyFile();
  }

  @Test
  void aConfigurationForOtherClassesThanTheModelEndsTheRun() throws IOException {
    Path other = folder.resolve("three.yaml");
    Files.writeString(other, Files.readString(config).replace("[0, 1]", "[0, 1, 2]"));
    Run refused =
        Run.of(
            "infer",
            "-c",
            other.toString(),
            "-i",
            data.toString(),
            "--work",
            folder.resolve("work").toString(),
            "-m",
            model.toString(),
            "-o",
            folder.resolve("refused").toString());
    assertThat(refused.code()).as(refused.errors()).isEqualTo(2);
    assertThat(refused.errors()).contains("  to mend:  ");
  }

  @Test
  void inferenceWithoutLabelsGivesNoScores() throws IOException {
    Path table = folder.resolve("unlabelled.csv");
    Files.writeString(table, "SubjectID,Channel_0\nsubject1,subject1.nii.gz\n");
    Path output = folder.resolve("unlabelled");
    Run inference =
        Run.of(
            "infer",
            "-c",
            config.toString(),
            "-i",
            table.toString(),
            "--work",
            folder.resolve("work").toString(),
            "-m",
            model.toString(),
            "-o",
            output.toString());
    assertThat(inference.code()).as(inference.errors()).isZero();
    assertThat(output.resolve("subject1.nii.gz")).isNotEmptyFile();
    assertThat(output.resolve("scores.csv")).doesNotExist();
  }

  @Test
  void noPatientIsNamedInTheLogOrInNamesOfWorkFiles() throws IOException {
    assertThat(Files.readString(model.resolve("bactrian.log"))).doesNotContain("broken");
    try (var files = Files.walk(folder.resolve("work"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.matches(".*(subject\\d|broken).*"));
    }
  }

  @Test
  void evaluationOfTheTruthItselfIsPerfect() throws IOException {
    Path table = folder.resolve("predictions.csv");
    Files.writeString(
        table,
        "SubjectID,Target,Prediction\n"
            + "subject1,subject1-label.nii.gz,subject1-label.nii.gz\n"
            + "gone,subject1-label.nii.gz,gone.nii.gz\n");
    Path scores = folder.resolve("evaluation/scores.json");
    Run evaluation =
        Run.of(
            "evaluate",
            "-c",
            config.toString(),
            "-i",
            table.toString(),
            "-o",
            scores.toString(),
            "--work",
            folder.resolve("work").toString());
    assertThat(evaluation.code()).as(evaluation.errors()).isEqualTo(3);
    assertThat(folder.resolve("evaluation/scores.csv"))
        .content()
        .isEqualToNormalizingNewlines("SubjectID,Class,dice,hd95\nsubject1,1,1.0,0.0\n");
    assertThat(folder.resolve("evaluation/failed.csv")).content().contains("gone,evaluate:config,");
  }

  @Test
  void theProfileForClustersWritesJsonAndTakesItsSettings() throws IOException {
    Path output = folder.resolve("processed");
    Run run =
        Run.of(
            arguments(
                "preprocess",
                "-o",
                output.toString(),
                "-profile",
                "cluster",
                "-P",
                "machine.cpus=2"));
    assertThat(run.code()).as(run.errors()).isEqualTo(3);
    assertThat(run.errors().lines())
        .filteredOn(line -> !line.isBlank())
        .allMatch(line -> line.startsWith("{"));
    assertThat(output.resolve("data_processed.csv")).isNotEmptyFile();
    String info =
        Files.readString(RunFolder.open(folder.resolve("work"), "last").path().resolve("run.json"));
    assertThat(info)
        .contains("\"step.attempts\":\"7\"", "\"step.backoff\":\"5s\"")
        .contains("\"normalize.memory\":\"4g\"", "\"machine.cpus\":\"2\"");
  }
}
