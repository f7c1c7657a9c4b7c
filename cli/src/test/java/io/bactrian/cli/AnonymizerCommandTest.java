package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bactrian.imaging.io.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnonymizerCommandTest {
  @TempDir Path folder;
  private final Path study = Path.of(System.getProperty("bactrian.shared", "."), "dicom", "study1");

  @Test
  void aRealStudyAfterAProfile() throws IOException {
    assumeTrue(Files.isDirectory(study), "shared/data/dicom/study1 is not here");
    Path profile = folder.resolve("profile.yaml");
    Files.writeString(profile, "modality: rad\ndelete_private_tags: True\ndates: shift\n");
    Path report = folder.resolve("report.csv");
    int code =
        Bactrian.execute(
            "anonymizer",
            "-i",
            study.toString(),
            "-o",
            folder.resolve("out").toString(),
            "-c",
            profile.toString(),
            "--report",
            report.toString());
    assertThat(code).isEqualTo(Bactrian.DONE);
    assertThat(Files.readAllLines(report)).hasSize(1 + 54);
    float[] before = ImageReader.read(study.resolve("HippoCrop")).toFloats();
    assertThat(ImageReader.read(folder.resolve("out/HippoCrop")).toFloats()).isEqualTo(before);
    String text =
        Files.readString(
            folder.resolve("out/HippoCrop/1.dcm"), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text).doesNotContain("Avasarala", "PGBM-002", "20200119");
  }

  @Test
  void aWrongProfileIsAMistakeOfTheUser() throws IOException {
    Path profile = folder.resolve("profile.yaml");
    Files.writeString(profile, "retain: [everything]\n");
    assertThat(
            Bactrian.execute(
                "anonymizer", "-i", folder.toString(), "-o", "out", "-c", profile.toString()))
        .isEqualTo(Bactrian.MISTAKE);
  }
}
