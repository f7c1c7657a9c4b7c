package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.imaging.io.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The target of histogram_matching goes where the model goes. */
class HistogramTargetTest {
  @TempDir Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aMovedModelPredictsWithoutTheFileThatItsTrainingWasGiven() throws IOException {
    Path data = new TinyCohort(folder).subjects(6).write();
    Path config = TinyCohort.configuration(folder);
    Path target = Files.copy(folder.resolve("subject0.nii.gz"), folder.resolve("typical.nii.gz"));
    String text = Files.readString(config);
    String before = text.lines().filter(line -> line.startsWith("data_pre")).findFirst().get();
    String steps =
        "data_preprocessing: {histogram_matching: {target: typical.nii.gz}, normalize: }";
    Files.writeString(config, text.replace(before, steps));
    Run training =
        Run.of(
            "train",
            "-c",
            path("config.yaml"),
            "-i",
            data.toString(),
            "-m",
            path("model"),
            "--work",
            path("work"));
    assertThat(training.code()).as(training.errors()).isZero();

    Path best = folder.resolve("model/testing_0/validation_0/best");
    Path moved = Files.move(best, folder.resolve("moved"));
    assertThat(ImageReader.read(moved.resolve("histogram_target.nii.gz")).toFloats())
        .containsExactly(ImageReader.read(target).toFloats());
    assertThat(Files.readString(moved.resolve("config.yaml")))
        .contains("target: histogram_target.nii.gz")
        .doesNotContain(folder.toString());
    Files.delete(target);
    Run inference =
        Run.of(
            "infer",
            "-c",
            path("moved/config.yaml"),
            "-i",
            data.toString(),
            "-m",
            path("moved"),
            "-o",
            path("out"),
            "--work",
            path("work2"));
    assertThat(inference.code()).as(inference.errors()).isZero();
  }
}
