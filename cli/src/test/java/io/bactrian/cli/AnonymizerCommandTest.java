package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bactrian.imaging.io.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

  @Test
  void aDamagedFileIsNamedAndTheOthersAreWritten() throws IOException {
    assumeTrue(Files.isDirectory(study), "shared/data/dicom/study1 is not here");
    Path input = Files.createDirectories(folder.resolve("in"));
    byte[] whole = Files.readAllBytes(study.resolve("HippoCrop/1.dcm"));
    Files.write(input.resolve("whole.dcm"), whole);
    Files.write(input.resolve("half.dcm"), Arrays.copyOf(whole, 700));
    Path output = folder.resolve("out");
    assertThat(Run.printed("anonymizer", "-i", input.toString(), "-o", output.toString()))
        .contains("1 written to " + output + ", 1 refused:")
        .contains("  The DICOM file was cut off: " + input.resolve("half.dcm"));
    assertThat(output.resolve("whole.dcm")).exists();
    assertThat(output.resolve("half.dcm")).doesNotExist();
  }

  @Test
  void anOutputThatCannotBeMadeIsSaid() throws IOException {
    assumeTrue(Files.isDirectory(study), "shared/data/dicom/study1 is not here");
    Path file = Files.writeString(folder.resolve("file"), "here");
    Run result = Run.of("anonymizer", "-i", study.toString(), "-o", file.resolve("out").toString());
    assertThat(result.code()).isEqualTo(Bactrian.MISTAKE);
    assertThat(result.errors())
        .contains(
            "The system does not allow it: Not a directory\n  where:    "
                + file.resolve("out")
                + "\n  expected: files and folders that may be read and written\n"
                + "  to mend:  name another folder, or have the rights of this one changed");
  }
}
