package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortReader;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.harmonize.Border;
import io.bactrian.imaging.harmonize.Pad;
import io.bactrian.imaging.harmonize.Padding;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.io.ImageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** construct-csv, split-csv and preprocess. */
class DataCommandsTest {
  @TempDir Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void assertDone(Run run) {
    assertThat(run.code()).as(run.errors()).isZero();
  }

  private void assertMistake(Run run, String what) {
    assertThat(run.code()).as(run.errors()).isEqualTo(2);
    assertThat(run.errors()).contains(what, "  where:    ", "  expected: ", "  to mend:  ");
    assertThat(run.errors()).doesNotContain("\tat ");
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.createFile(folder.resolve(name));
    }
  }

  @Test
  void aFolderOfSubjectsBecomesATableAndIncompleteOnesAreListed() throws IOException {
    files("in/a/1_t1.nii", "in/a/1_seg.nii", "in/b/1_t1.nii", "in/b/1_seg.nii", "in/c/1_t1.nii");
    String[] command = {
      "construct-csv", "-i", path("in"), "-c", "_t1.nii", "-l", "_seg.nii", "-o", path("out/d.csv")
    };
    Run run = Run.of(command);
    assertThat(run.code()).as(run.errors()).isEqualTo(3);
    assertThat(folder.resolve("out/d_failed.csv"))
        .content()
        .contains("c,ingest,\"There is no file for Label: nothing fits _seg.nii (subject c); ");
    String in = path("in");
    assertThat(Files.readAllLines(folder.resolve("out/d.csv")))
        .containsExactly(
            "SubjectID,Channel_0,Label",
            "a," + in + "/a/1_t1.nii," + in + "/a/1_seg.nii",
            "b," + in + "/b/1_t1.nii," + in + "/b/1_seg.nii");
    assertMistake(Run.of(command), "The file d.csv exists already");
    List<String> again = new ArrayList<>(List.of(command));
    again.addAll(List.of("--force", "-r"));
    assertThat(Run.of(again.toArray(String[]::new)).code()).isEqualTo(3);
    assertThat(Files.readAllLines(folder.resolve("out/d.csv")))
        .contains("a,../in/a/1_t1.nii,../in/a/1_seg.nii");
  }

  @Test
  void identifiersMayComeFromAFile() throws IOException {
    files("in/a/1_t1.nii", "in/a/1_t2.nii", "in/a/1_seg.nii");
    Path ids =
        Files.writeString(
            folder.resolve("ids.yaml"), "channels: [_t2.nii, _t1.nii]\nlabel: _seg\n");
    assertDone(
        Run.of("construct-csv", "-i", path("in"), "-c", ids.toString(), "-o", path("in/data.csv")));
    assertThat(Files.readAllLines(folder.resolve("in/data.csv")))
        .containsExactly(
            "SubjectID,Channel_0,Channel_1,Label", "a,a/1_t2.nii,a/1_t1.nii,a/1_seg.nii");
    Files.writeString(ids, "channel: _t2\n");
    assertMistake(
        Run.of("construct-csv", "-i", path("in"), "-c", ids.toString(), "-o", path("x.csv")),
        "The identifiers of the channels cannot be read: no channels");
  }

  @Test
  void aDataSetInBidsBecomesATable() throws IOException {
    files("ds/sub-1/anat/sub-1_T1w.nii", "ds/derivatives/x/sub-1/anat/sub-1_dseg.nii");
    Files.writeString(folder.resolve("ds/participants.tsv"), "participant_id\tage\nsub-1\t61\n");
    String[] command = {
      "construct-csv",
      "--layout",
      "bids",
      "-i",
      path("ds"),
      "-c",
      "T1w",
      "-l",
      "dseg",
      "--target",
      "age",
      "-o",
      path("ds/data.csv")
    };
    assertDone(Run.of(command));
    assertThat(Files.readAllLines(folder.resolve("ds/data.csv")))
        .containsExactly(
            "SubjectID,Channel_0,Label,ValueToPredict,age",
            "sub-1,sub-1/anat/sub-1_T1w.nii,derivatives/x/sub-1/anat/sub-1_dseg.nii,61.0,61");
    command[6] = "T2w";
    assertMistake(Run.of(command), "No image fits T2w for Channel_0");
  }

  @Test
  void aTreeOfDicomSeriesBecomesATable() throws IOException {
    Path study = Path.of(System.getProperty("bactrian.shared")).resolve("dicom/study1");
    assumeThat(study).as("shared data beside the checkout").isDirectory();
    // One folder with all slices of both series, and names that say nothing.
    Path mixed = Files.createDirectories(folder.resolve("mixed"));
    int count = 0;
    for (String series : List.of("T1post", "HippoCrop")) {
      try (Stream<Path> slices = Files.list(study.resolve(series))) {
        for (Path slice : slices.toList()) {
          Files.copy(slice, mixed.resolve("slice" + count++));
        }
      }
    }
    String[] command = {
      "construct-csv",
      "--layout",
      "dicom",
      "-i",
      mixed.toString(),
      "-c",
      "MR:T1*",
      "-l",
      "hippo*",
      "--pseudonym-key",
      path("key"),
      "-o",
      path("data.csv")
    };
    assertDone(Run.of(command));
    Subject subject = CohortReader.read(folder.resolve("data.csv")).subjects().get(0);
    assertThat(subject.id()).startsWith("BAC");
    assertThat(ImageReader.readGeometry(Path.of(subject.images().get(0))).size())
        .containsExactly(512, 512, 22);
    assertThat(ImageReader.readGeometry(Path.of(subject.label())).size())
        .containsExactly(35, 51, 32);
    command[6] = "FLAIR*";
    assertMistake(Run.of(command), "0 series match FLAIR*, of MR:");
  }

  @Test
  void wrongFoldersAndIdentifiersAreExplained() {
    assertMistake(
        Run.of("construct-csv", "-i", path("no"), "-c", "_t1", "-o", path("d.csv")),
        "The folder does not exist");
    assertMistake(
        Run.of("construct-csv", "-i", path(""), "-c", "_t1", "-o", path("d.csv")),
        "No file fits _t1");
    assertThat(folder.resolve("d.csv")).doesNotExist();
  }

  @Test
  void theSharedSubjectsAreThoseOfTheirTable() {
    Path shared =
        Path.of(System.getProperty("bactrian.shared")).resolve("hippocampus").toAbsolutePath();
    assumeThat(shared).as("shared data beside the checkout").isDirectory();
    assertDone(
        Run.of(
            "construct-csv",
            "-i",
            shared.toString(),
            "-c",
            "images/*.nii.gz",
            "-l",
            "labels/*.nii.gz",
            "-o",
            path("data.csv")));
    assertThat(CohortReader.read(folder.resolve("data.csv")))
        .isEqualTo(CohortReader.read(shared.resolve("cohort.csv")));
  }

  @Test
  void aTableIsSplitAsTrainingSplitsIt() throws IOException {
    Path data = new TinyCohort(folder).subjects(8).write();
    Path config = TinyCohort.configuration(folder);
    String[] command = {
      "split-csv", "-i", data.toString(), "-c", config.toString(), "-o", path("parts")
    };
    assertDone(Run.of(command));
    List<Subject> all = new ArrayList<>();
    for (String part : List.of("training_0", "validation_0", "testing_0")) {
      all.addAll(CohortReader.read(folder.resolve("parts/" + part + ".csv")).subjects());
    }
    assertThat(all).hasSize(8);
    assertThat(all).containsExactlyInAnyOrderElementsOf(CohortReader.read(data).subjects());
    assertMistake(Run.of(command), "exists already");

    Files.writeString(
        config,
        Files.readString(config)
            .replace("testing: -4, validation: -3", "testing: 2, validation: 4"));
    command[6] = path("nested");
    assertDone(Run.of(command));
    Cohort second = CohortReader.read(folder.resolve("nested/testing_1/testing_1.csv"));
    assertThat(second.subjects()).hasSize(4);
    assertThat(CohortReader.read(folder.resolve("nested/testing_0/training_3.csv")).subjects())
        .hasSize(3);
  }

  @Test
  void trainingOnProcessedImagesIsTrainingOnTheOriginals() throws IOException {
    Path data = new TinyCohort(folder).subjects(8).subject("broken", Float.NaN).write();
    Path config = TinyCohort.configuration(folder);
    Run run = preprocess(data, config);
    assertThat(run.code()).as(run.errors()).isEqualTo(3);
    Path out = folder.resolve("processed");
    assertThat(out.resolve("failed.csv")).content().contains("broken,harmonize:config,");
    assertThat(Configuration.read(out.resolve("config.yaml")))
        .isEqualTo(Configuration.read(config).withPreprocessing(List.of()));
    Cohort processed = CohortReader.read(out.resolve("data_processed.csv"));
    assertThat(processed.subjects()).hasSize(8);
    Path image = out.resolve("subject3/subject3_0.nii.gz");
    assertThat(processed.subjects().get(3).images()).containsExactly(image.toString());
    assertThat(ImageReader.readGeometry(image).matches(TinyCohort.GRID, 1e-4)).isTrue();
    assertThat(out.resolve("subject3/subject3_label.nii.gz")).isNotEmptyFile();

    train(data, config, "first");
    train(out.resolve("data_processed.csv"), out.resolve("config.yaml"), "second");
    String best = "/testing_0/validation_0/best/";
    assertThat(folder.resolve("second" + best + "testing_scores.csv"))
        .hasSameBinaryContentAs(folder.resolve("first" + best + "testing_scores.csv"));
    assertThat(weights(folder.resolve("second" + best)))
        .isEqualTo(weights(folder.resolve("first" + best)));
  }

  /** Without the header, whose metadata have the configuration. */
  private static byte[] weights(Path model) throws IOException {
    byte[] file = Files.readAllBytes(model.resolve("weights.safetensors"));
    int header = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Arrays.copyOfRange(file, 8 + header, file.length);
  }

  private Run preprocess(Path data, Path config, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "preprocess",
                "-c",
                config.toString(),
                "-i",
                data.toString(),
                "-o",
                path("processed"),
                "--work",
                path("work")));
    command.addAll(List.of(more));
    return Run.of(command.toArray(String[]::new));
  }

  private void train(Path data, Path config, String model) {
    Run run =
        Run.of(
            "train",
            "-c",
            config.toString(),
            "-i",
            data.toString(),
            "-m",
            path(model),
            "--work",
            path("work-" + model));
    assertThat(run.code()).as(run.errors()).isIn(0, 3);
  }

  @Test
  void planesOfZerosAreCutOffAndHalfAPatchIsAdded() throws IOException {
    // 20 x 18 x 16 voxels in the middle of zeros: 5 before and 9 behind along x, 7 behind along y.
    new TinyCohort(folder).subjects(1);
    int[] box = {5, 9, 0, 7, 3, 0};
    for (String name : List.of("subject0.nii.gz", "subject0-label.nii.gz")) {
      Path file = folder.resolve(name);
      Sample plain = new Sample(List.of(ImageReader.read(file)), null);
      Sample wide = new Pad(Border.of(box), Padding.CONSTANT, 0).apply(plain, "subject0");
      ImageWriter.write(file, wide.channels().get(0));
    }
    Path data =
        Files.writeString(
            folder.resolve("data.csv"),
            "SubjectID,Channel_0,Label\nsubject0,subject0.nii.gz,subject0-label.nii.gz\n");
    Path config = TinyCohort.configuration(folder);
    Path image = folder.resolve("processed/subject0/subject0_0.nii.gz");
    Path label = image.resolveSibling("subject0_label.nii.gz");
    assertDone(preprocess(data, config));
    assertThat(ImageReader.readGeometry(image).size()).containsExactly(34, 25, 19);
    assertDone(preprocess(data, config, "--force", "-z"));
    assertThat(ImageReader.readGeometry(image).matches(TinyCohort.GRID, 1e-4)).isTrue();
    assertThat(ImageReader.readGeometry(label)).isEqualTo(ImageReader.readGeometry(image));

    // The patch has 16 voxels along each axis.
    assertDone(preprocess(data, config, "--force", "-z", "--label-pad", "edge"));
    assertThat(ImageReader.readGeometry(image).size()).containsExactly(36, 34, 32);
    assertThat(ImageReader.readGeometry(label)).isEqualTo(ImageReader.readGeometry(image));
    Image padded = ImageReader.read(image);
    float[] row = new float[36];
    padded.readRow(0, 0, 0, 36, row, 0);
    assertThat(Arrays.copyOf(row, 8)).containsOnly(row[8]).doesNotContain(0);
    assertThat(Run.of("preprocess", "--label-pad", "wrap").errors())
        .contains("expected one of [constant, edge, reflect, symmetric]");
  }

  @Test
  void processedImagesHaveTheNewGridAndOthersAreNotOverwritten() throws IOException {
    Path data = new TinyCohort(folder).subjects(2).write();
    Path config = TinyCohort.configuration(folder);
    String steps = "{to_canonical: , normalize: }";
    String text = Files.readString(config);
    Files.writeString(config, text.replace(steps, "{resample: {resolution: [2, 2, 2]}}"));
    assertDone(preprocess(data, config));
    Path image = folder.resolve("processed/subject1/subject1_0.nii.gz");
    Geometry grid = ImageReader.readGeometry(image);
    assertThat(grid.spacing()).containsExactly(2, 2, 2);
    assertThat(ImageReader.readGeometry(image.resolveSibling("subject1_label.nii.gz")))
        .isEqualTo(grid);
    byte[] before = Files.readAllBytes(image);
    assertDone(preprocess(data, config));

    Files.writeString(config, text);
    assertMistake(preprocess(data, config), "The folder holds another image of the subject");
    assertThat(image).hasBinaryContent(before);
    Files.writeString(config, text.replace("batch_size: 2", "batch_size: 1"));
    assertMistake(preprocess(data, config), "The folder holds another configuration");
    assertDone(preprocess(data, config, "--force", "--crop-zero"));
    assertThat(ImageReader.readGeometry(image).spacing()).containsExactly(1, 1, 1);
  }
}
