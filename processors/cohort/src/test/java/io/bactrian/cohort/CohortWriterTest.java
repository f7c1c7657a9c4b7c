package io.bactrian.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortWriterTest {
  @TempDir Path folder;
  @TempDir Path elsewhere;

  @Test
  void writesWhatIsReadBackTheSame() throws IOException {
    Path image = Files.createFile(folder.resolve("a, 1.nii"));
    Path label = Files.createFile(elsewhere.resolve("a.seg.nii"));
    Subject subject =
        new Subject(
            "a \"b\"",
            Map.of("Channel_0", image.toString()),
            label.toString(),
            0.1,
            Map.of("Note", "left, right"),
            null);
    Path csv = folder.resolve("cohort.csv");

    CohortWriter.write(csv, new Cohort(List.of(subject)));

    assertThat(CohortReader.read(csv).subjects()).containsExactly(subject);
    assertThat(csv)
        .hasContent(
            "SubjectID,Channel_0,Label,ValueToPredict,Note\n"
                + "\"a \"\"b\"\"\",\"a, 1.nii\","
                + label
                + ",0.1,\"left, right\"\n");
  }

  @Test
  void leavesOutColumnsThatNobodyHas() {
    Path csv = folder.resolve("cohort.csv");
    CohortWriter.write(
        csv,
        new Cohort(
            List.of(new Subject("a", Map.of("Channel_0", "/x/a.nii"), null, null, null, null))));
    assertThat(csv).hasContent("SubjectID,Channel_0\na,/x/a.nii\n");
  }

  @Test
  void writesTheFailures() {
    Path csv = folder.resolve("failed.csv");
    CohortWriter.writeFailures(
        csv, List.of(new SubjectFailure("a", "normalize", "It is constant, all 3")));
    assertThat(csv).hasContent("SubjectID,Step,Reason\na,normalize,\"It is constant, all 3\"\n");
  }
}
