package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subjects that do not fit to the others, and trainings that cannot become anything. */
class OddSubjectsTest {
  @TempDir Path folder;
  private Path config;
  private Path model;

  @BeforeEach
  void configure() throws IOException {
    config = TinyCohort.configuration(folder);
    model = folder.resolve("model");
    rewrite("num_epochs: 2", "num_epochs: 1");
  }

  private void rewrite(String key, String other) throws IOException {
    Files.writeString(config, Files.readString(config).replace(key, other));
  }

  private Run train(Path data) {
    return Run.of(
        "train",
        "-c",
        config.toString(),
        "-i",
        data.toString(),
        "-m",
        model.toString(),
        "--work",
        folder.resolve("work").toString());
  }

  /** A file of two volumes, which are two channels, beside a label map. */
  private void twoVolumes(String name) {
    float[] voxels = new float[(int) TinyCohort.GRID.voxels()];
    voxels[7] = 1;
    Image image = Image.of(voxels, TinyCohort.GRID);
    ImageWriter.writeChannels(folder.resolve(name + ".nii.gz"), List.of(image, image));
    ImageWriter.write(
        folder.resolve(name + "-label.nii.gz"),
        new LabelMap(new int[voxels.length], TinyCohort.GRID));
  }

  @Test
  void aSubjectWithAnotherNumberOfChannelsIsListedAndTheOthersGoOn() throws IOException {
    twoVolumes("odd");
    Path data = new TinyCohort(folder).subjects(8).row("odd,odd.nii.gz,odd-label.nii.gz").write();
    Run training = train(data);
    assertThat(training.code()).as(training.errors()).isEqualTo(3);
    assertThat(Files.readAllLines(model.resolve("failed.csv")))
        .last()
        .isEqualTo(
            "odd,split:kfold,\"The number of channels is 2 instead of 1 (subject odd); expected: as"
                + " many as most subjects have; to mend: Complete the row in the table, or choose"
                + " the volumes that the others have, too\"");
    Path output = folder.resolve("out");
    Run inference =
        Run.of(
            "infer",
            "-i",
            data.toString(),
            "-m",
            model.toString(),
            "-o",
            output.toString(),
            "--work",
            folder.resolve("work").toString());
    assertThat(inference.code()).as(inference.errors()).isEqualTo(3);
    assertThat(inference.errors())
        .contains("failed at infer:config: odd: There are 2 channels, but the model takes 1 (");
    assertThat(output.resolve("subject7.nii.gz")).exists();
  }

  @Test
  void labelsOfNoClassMatterOnlyWhereVoxelsAreLearned() throws IOException {
    rewrite("class_list: [0, 1], final_layer: softmax}", "class_list: [3, 4]}");
    rewrite("loss_function: dcce", "loss_function: cel\nproblem_type: classification");
    rewrite("metrics: [dice, hd95]", "metrics: [accuracy]");
    Path data = new TinyCohort(folder).subjects(8).write();
    List<String> rows = Files.readAllLines(data);
    StringBuilder table = new StringBuilder(rows.get(0) + ",ValueToPredict\n");
    for (int i = 1; i < rows.size(); i++) {
      table.append(rows.get(i)).append(i % 2 == 0 ? ",3\n" : ",4\n");
    }
    Files.writeString(data, table);
    Run training = train(data);
    assertThat(training.code()).as(training.errors()).isZero();
  }

  @Test
  void aClassThatNoPatchHoldsIsWarnedOf() throws IOException {
    rewrite("class_list: [0, 1]", "class_list: [0, 1, 2]");
    Run training = train(new TinyCohort(folder).subjects(8).write());
    assertThat(training.code()).as(training.errors()).isZero();
    assertThat(training.errors())
        .containsOnlyOnce(
            "warning: Nothing of class 2 was in the training of testing_0/validation_0: it will not"
                + " be predicted.");
  }

  @Test
  void aNetworkThatDivergedInItsLastStepIsNotStored() throws IOException {
    rewrite("learning_rate: 0.01", "learning_rate: 1e30");
    rewrite("batch_size: 2", "batch_size: 32");
    Run training = train(new TinyCohort(folder).subjects(8).write());
    assertThat(training.code()).as(training.errors()).isEqualTo(2);
    assertThat(training.errors())
        .contains(
            "The loss of the validation is no finite number any more\n"
                + "  where:    epoch 1, after its last batch\n",
            "to mend:  lower learning_rate");
    Path fold = model.resolve("testing_0/validation_0");
    assertThat(fold.resolve("best")).doesNotExist();
    // Nothing was trained in the folder, so that it is free for what was mended.
    rewrite("learning_rate: 1e30", "learning_rate: 0.01");
    Run mended = train(folder.resolve("data.csv"));
    assertThat(mended.code()).as(mended.errors()).isZero();
    assertThat(fold.resolve("best/weights.safetensors")).exists();
  }

  @Test
  void aCohortOfWhichNobodyIsLeftSaysSo() throws IOException {
    Path data = new TinyCohort(folder).subject("one", Float.NaN).subject("two", Float.NaN).write();
    Run training = train(data);
    assertThat(training.code()).isEqualTo(2);
    assertThat(training.errors())
        .contains(
            "2 subjects failed: " + model.resolve("failed.csv"),
            "No subject is left to divide into folds\n",
            "to mend:  Correct what failed.csv says of each subject, and run again");
  }

  @Test
  void imagesThatAreTooSmallForThePatchAreCountedBeforeTheTraining() throws IOException {
    rewrite("patch_size: [16, 16, 16]", "patch_size: [32, 32, 32]");
    Path data = new TinyCohort(folder).subjects(8).write();
    Run training = train(data);
    assertThat(training.code()).isEqualTo(2);
    rewrite("patch_size: [32, 32, 32]", "patch_size: [2048, 2048, 2048]");
    assertThat(train(data).errors())
        .contains("A batch of 2 patches [2048, 2048, 2048] is too large\n")
        .contains("expected: no more than 536870911 voxels in all channels of a batch");
    assertThat(training.errors())
        .contains("The patch [32, 32, 32] is larger than the image\n  where:    subject subject")
        .contains(", [20, 18, 16] voxels, and 3 more of 4 subjects\n")
        .contains("set enable_padding: true in patch_sampler");
  }

  @Test
  void resultsNeverTakeThePlaceOfWhatTheyAreMadeFrom() throws IOException {
    Path data = new TinyCohort(folder).subjects(1).write();
    String image = folder.resolve("subject0.nii.gz").toString();
    byte[] before = Files.readAllBytes(Path.of(image));
    Run inference =
        Run.of("infer", "-i", data.toString(), "-m", model.toString(), "-o", folder.toString());
    assertThat(inference.code()).isEqualTo(2);
    assertThat(inference.errors())
        .isEqualTo(
            """
            The results would overwrite what they are made from
              where:    %s
              expected: a place for the results of its own
              to mend:  name another output
            """
                .formatted(image));
    assertThat(Files.readAllBytes(Path.of(image))).isEqualTo(before);
    Run evaluation =
        Run.of(
            "evaluate",
            "-c",
            config.toString(),
            "-i",
            data.toString(),
            "-o",
            folder.resolve("data.json").toString());
    assertThat(evaluation.code()).isEqualTo(2);
    assertThat(evaluation.errors()).contains("would overwrite", "where:    " + data);
    assertThat(data).content().startsWith("SubjectID,Channel_0,Label\n");
    Path failed = Files.move(data, folder.resolve("failed.csv"));
    Run training =
        Run.of(
            "train",
            "-c",
            config.toString(),
            "-i",
            failed.toString(),
            "-m",
            folder.toString(),
            "--work",
            folder.resolve("work").toString());
    assertThat(training.errors()).contains("would overwrite", "where:    " + failed);
    assertThat(failed).exists();
  }
}
