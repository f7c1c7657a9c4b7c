package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user is told, and with which exit code. */
class CommandLineTest {
  @TempDir Path folder;

  private Run train(Path data, Path config) {
    return Run.of(
        "train",
        "-c",
        config.toString(),
        "-i",
        data.toString(),
        "-m",
        folder.resolve("model").toString(),
        "--work",
        folder.resolve("work").toString());
  }

  private void assertMistake(Run run, String what) {
    assertThat(run.code()).as(run.errors()).isEqualTo(2);
    assertThat(run.errors())
        .contains(what)
        .contains("  where:    ")
        .contains("  expected: ")
        .contains("  to mend:  ")
        .doesNotContain("\tat ")
        .doesNotContain("Exception");
  }

  @Test
  void withoutACommandTheCommandsAreNamed() {
    Run run = Run.of();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors()).contains("Name a command: train, infer, evaluate");
  }

  @Test
  void helpAndVersionAreNoErrors() {
    assertThat(Run.of("--help").code()).isZero();
    assertThat(Run.of("train", "--help").code()).isZero();
    assertThat(Run.of("--version").code()).isZero();
  }

  @Test
  void aMissingOptionIsNamed() {
    Run run = Run.of("train", "-c", "c.yaml");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors()).contains("Missing required options").contains("--model-dir");
  }

  @Test
  void aMissingConfiguration() throws IOException {
    Path data = new TinyCohort(folder).subjects(1).write();
    assertMistake(train(data, folder.resolve("no.yaml")), "The configuration does not exist");
  }

  @Test
  void anUnknownKeyOfTheConfiguration() throws IOException {
    Path data = new TinyCohort(folder).subjects(1).write();
    Path config = TinyCohort.configuration(folder, "learning_rat: 1");
    assertMistake(train(data, config), "learning_rat");
  }

  /** The table is missing, too, but it is not come to. */
  @Test
  void anAugmentationThatCannotBeSetUpIsToldBeforeImagesAreRead() throws IOException {
    Path config = TinyCohort.configuration(folder);
    String augmented = "data_augmentation: {motion: {num_transforms: 0}}";
    String yaml = Files.readString(config).replace("data_augmentation: {}", augmented);
    Files.writeString(config, yaml);
    assertMistake(
        train(folder.resolve("no.csv"), config),
        "The augmentation motion cannot be set up: num_transforms is below 1: 0");
  }

  @Test
  void aNetworkThatCannotBeBuiltIsToldBeforeImagesAreRead() throws IOException {
    Path config = TinyCohort.configuration(folder);
    String yaml = Files.readString(config).replace("architecture: unet", "architecture: uinc");
    Files.writeString(config, yaml.replace("base_filters: 4", "base_filters: 6"));
    assertMistake(train(folder.resolve("no.csv"), config), "expected: a multiple of 4");
  }

  @Test
  void aMissingTable() throws IOException {
    Path config = TinyCohort.configuration(folder);
    assertMistake(train(folder.resolve("no.csv"), config), "no.csv");
  }

  @Test
  void aTableWithoutSubjectID() throws IOException {
    Path config = TinyCohort.configuration(folder);
    Path data = Files.writeString(folder.resolve("data.csv"), "Name,Channel_0\na,b.nii\n");
    assertMistake(train(data, config), "SubjectID");
  }

  @Test
  void moreFoldsThanSubjects() throws IOException {
    Path config = TinyCohort.configuration(folder);
    Path data = new TinyCohort(folder).subjects(2).write();
    assertMistake(train(data, config), "fold");
  }

  @Test
  void aFolderWithoutModel() throws IOException {
    Path config = TinyCohort.configuration(folder);
    Path data = new TinyCohort(folder).subjects(1).write();
    Run run =
        Run.of(
            "infer",
            "-c",
            config.toString(),
            "-i",
            data.toString(),
            "-m",
            folder.resolve("nowhere").toString(),
            "-o",
            folder.resolve("out").toString(),
            "--work",
            folder.resolve("work").toString());
    assertMistake(run, "There is no trained model in ");
  }

  @Test
  void anUnknownStockRoute() {
    assertMistake(Run.of("run", "nonsense"), "There is no stock route nonsense");
  }

  @Test
  void aMissingRouteFile() {
    assertMistake(Run.of("run", folder + "/no.camel.yaml"), "The route file does not exist");
  }

  @Test
  void aPropertyThatTheRouteNeeds() {
    Run run = Run.of("run", "evaluate", "-P", "output=" + folder.resolve("out/s.json"));
    assertMistake(run, "data is missing (an existing file)");
  }

  @Test
  void anUnknownComponentInARoute() throws IOException {
    Path route = route("nonsense:step");
    assertMistake(Run.of("run", route.toString()), "there is no component nonsense");
  }

  @Test
  void stepsInAWrongOrder() throws IOException {
    new TinyCohort(folder).subjects(1).write();
    Path route = route("normalize:zscore");
    assertMistake(
        Run.of("run", route.toString()), "The step normalize:zscore got a message with a Cohort");
  }

  @Test
  void anOptionThatIsMissing() throws IOException {
    new TinyCohort(folder).subjects(1).write();
    Path route = route("split:kfold");
    assertMistake(Run.of("run", route.toString()), "The step split:kfold lacks the option");
  }

  @Test
  void aRouteOfOnesOwnRunsToItsEnd() throws IOException {
    new TinyCohort(folder).subjects(4).write();
    Path route = route("split:kfold?testing=2&validation=2&seed=1");
    Run run = Run.of("--verbose", "run", route.toString());
    assertThat(run.code()).as(run.errors()).isZero();
    assertThat(run.errors()).containsPattern("split:kfold +done +1 times");
  }

  @Test
  void stacktraceIsPrintedOnRequest() {
    assertThat(Run.of("--stacktrace", "run", "nonsense").errors()).contains("\tat io.bactrian");
  }

  private Path route(String step) throws IOException {
    return Files.writeString(
        folder.resolve("own.camel.yaml"),
        """
        - route:
            from:
              uri: "ingest:csv?file=%s"
              steps:
                - to: "%s"
        """
            .formatted(folder.resolve("data.csv"), step));
  }

  @Test
  void aWorkFolderThatCannotBeMadeIsSaid() throws IOException {
    Path data = new TinyCohort(folder).subjects(1).write();
    Path file = Files.writeString(folder.resolve("file"), "here");
    Run run =
        Run.of(
            "preprocess",
            "-c",
            TinyCohort.configuration(folder).toString(),
            "-i",
            data.toString(),
            "-o",
            folder.resolve("out").toString(),
            "--work",
            file.resolve("work").toString());
    assertThat(run.code()).isEqualTo(Bactrian.MISTAKE);
    assertThat(run.errors())
        .contains("The system does not allow it: Not a directory\n  where:    " + file);
    String config = TinyCohort.configuration(folder).toString();
    Run train = Run.of("train", "-c", config, "-i", data.toString(), "-m", file.toString());
    assertThat(train.errors())
        .contains("There is a file where a folder is to be\n  where:    " + file);
  }
}
