package io.bactrian.cohort.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.CohortReader;
import io.bactrian.cohort.IngestResult;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReaderTest {
  private static final List<String> T1_T2 = List.of("_t1.nii.gz", "_t2.nii.gz");

  @TempDir Path folder;

  private void files(String... paths) throws IOException {
    for (String path : paths) {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private String file(String path) {
    return folder.resolve(path).toString();
  }

  @Test
  void everyFolderWithSuchFilesIsASubject() throws IOException {
    files("b/b_t2.nii.gz", "b/b_t1.nii.gz", "b/b_seg.nii.gz", "b/notes.txt");
    files("a/x_t1.nii.gz", "a/x_t2.nii.gz", "a/y_seg.nii.gz", "other/readme", "atlas_t1.nii.gz");
    assertThat(FolderReader.read(folder, T1_T2, "_seg.nii.gz").subjects())
        .extracting(Subject::id, Subject::images, Subject::label)
        .containsExactly(
            tuple(
                "a", List.of(file("a/x_t1.nii.gz"), file("a/x_t2.nii.gz")), file("a/y_seg.nii.gz")),
            tuple(
                "b",
                List.of(file("b/b_t1.nii.gz"), file("b/b_t2.nii.gz")),
                file("b/b_seg.nii.gz")));
  }

  @Test
  void theChannelsAreNamedAsGaNDLFNamesThem() throws IOException {
    files("a/x_t1.nii.gz", "a/x_t2.nii.gz");
    Subject subject = FolderReader.read(folder, T1_T2, null).subjects().get(0);
    assertThat(subject.channels().keySet()).containsExactly("Channel_0", "Channel_1");
    assertThat(subject.label()).isNull();
  }

  @Test
  void anIdentifierMayLackTheExtensionOrStandInTheMiddle() throws IOException {
    files("a/p_t1.nii.gz", "a/p_t1ce.nii.gz", "a/p_seg_2.nii.gz");
    Subject subject = FolderReader.read(folder, List.of("_t1", "_t1ce"), "_seg").subjects().get(0);
    assertThat(subject.images()).containsExactly(file("a/p_t1.nii.gz"), file("a/p_t1ce.nii.gz"));
    assertThat(subject.label()).isEqualTo(file("a/p_seg_2.nii.gz"));
  }

  @Test
  void theExtensionAloneIsTheImageThatNoOtherIdentifierFits() throws IOException {
    files("a/scan.nii.gz", "a/scan_seg.nii.gz");
    Subject subject =
        FolderReader.read(folder, List.of(".nii.gz"), "_seg.nii.gz").subjects().get(0);
    assertThat(subject.images()).containsExactly(file("a/scan.nii.gz"));
  }

  @Test
  void filesSideBySideAreToldByWhatStandsBeforeTheIdentifier() throws IOException {
    files("p1_t1.nii.gz", "p1_t2.nii.gz", "p2_t1.nii.gz", "p2_t2.nii.gz", "lone_seg.nii.gz");
    files("p1_seg.nii.gz", "p2_seg.nii.gz");
    Cohort cohort = FolderReader.read(folder, T1_T2, "_seg.nii.gz");
    assertThat(cohort.subjects()).extracting(Subject::id).containsExactly("p1", "p2");
    assertThat(cohort.subjects().get(1).label()).isEqualTo(file("p2_seg.nii.gz"));
  }

  /** As nnU-Net lays data out. */
  @Test
  void patternsTellSubjectsInSeveralFolders() throws IOException {
    files("imagesTr/p_1_0000.nii.gz", "imagesTr/p_1_0001.nii.gz", "labelsTr/p_1.nii.gz");
    Subject subject =
        FolderReader.read(
                folder,
                List.of("imagesTr/*_0000.nii.gz", "imagesTr/*_0001.nii.gz"),
                "labelsTr/*.nii.gz")
            .subjects()
            .get(0);
    assertThat(subject.id()).isEqualTo("p_1");
    assertThat(subject.images())
        .containsExactly(file("imagesTr/p_1_0000.nii.gz"), file("imagesTr/p_1_0001.nii.gz"));
    assertThat(subject.label()).isEqualTo(file("labelsTr/p_1.nii.gz"));
  }

  @Test
  void theStarStandsForTheSameTextEachTime() throws IOException {
    files("a/a.nii", "a/b.nii", "b/b.nii", "a/a_seg.nii", "b/b_seg.nii");
    Cohort cohort = FolderReader.read(folder, List.of("*/*.nii"), "*/*_seg.nii");
    assertThat(cohort.subjects()).extracting(Subject::id).containsExactly("a", "b");
    assertThat(cohort.subjects().get(0).images()).containsExactly(file("a/a.nii"));
  }

  @Test
  void subjectsThatLackAFileOrHaveSeveralAreLeftOut() throws IOException {
    files("a/x_t1.nii.gz", "a/x_t2.nii.gz", "a/x_seg.nii.gz");
    files("b/x_t1.nii.gz", "b/x_seg.nii.gz", "c/x_t1.nii.gz", "c/x_t2.nii.gz");
    files("d/x_t1.nii.gz", "d/y_t1.nii.gz", "d/x_t2.nii.gz", "d/x_seg.nii.gz");
    IngestResult result = FolderReader.readLeniently(folder, T1_T2, "_seg.nii.gz");
    assertThat(result.cohort().subjects()).extracting(Subject::id).containsExactly("a");
    assertThat(result.failures())
        .extracting(SubjectFailure::subject, failure -> failure.reason().split(" \\(")[0])
        .containsExactly(
            tuple("b", "There is no file for Channel_1: nothing fits _t2.nii.gz"),
            tuple("c", "There is no file for Label: nothing fits _seg.nii.gz"),
            tuple("d", "Several files could be Channel_0: x_t1.nii.gz, y_t1.nii.gz"));
    assertThatThrownBy(() -> FolderReader.read(folder, T1_T2, "_seg.nii.gz"))
        .isInstanceOf(CohortException.class)
        .hasMessage(
            """
            There is no file for Channel_1: nothing fits _t2.nii.gz
              where:    subject b
              expected: one file, as other subjects have
              to mend:  Bring the file there, or leave the subject out""");
  }

  @Test
  void refusesAFolderWithoutSubjects() throws IOException {
    files("a/x_T1.nii.gz", "b.nii");
    assertThatThrownBy(() -> FolderReader.read(folder, T1_T2, null))
        .isInstanceOf(CohortException.class)
        .hasMessage(
            """
            No file fits _t1.nii.gz, _t2.nii.gz
              where:    %s
              expected: a folder for each subject with such files, or the files of all side by side; \
            found: a/, b.nii
              to mend:  Correct the identifiers, or write where the files lie: images/*_t1.nii.gz"""
                .formatted(folder));
  }

  @Test
  void refusesAMissingFolder() {
    assertThatThrownBy(() -> FolderReader.read(folder.resolve("no"), T1_T2, null))
        .isInstanceOf(MissingFileException.class)
        .hasMessageStartingWith("The folder does not exist");
  }

  @Test
  void refusesIdentifiersThatCannotBe() {
    assertRefused(List.of("_t1", "*_t2"), null, "Some identifiers are patterns with *");
    assertRefused(List.of("_t1", "_t1"), null, "The identifier _t1 is given twice");
    assertRefused(List.of("_t1", ""), null, "The identifier of Channel_1 is empty");
    assertRefused(List.of("_t1"), "labels/seg", "The identifier labels/seg has a folder, but no *");
  }

  private void assertRefused(List<String> channels, String label, String message) {
    assertThatThrownBy(() -> FolderReader.read(folder, channels, label))
        .isInstanceOf(CohortException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("  to mend:  ");
  }

  @Test
  void findsTheSubjectsOfTheSharedTable() {
    Path shared = Path.of(System.getProperty("bactrian.shared")).resolve("hippocampus");
    assumeThat(shared).as("shared data beside the checkout").isDirectory();
    assertThat(FolderReader.read(shared, List.of("images/*.nii.gz"), "labels/*.nii.gz"))
        .isEqualTo(CohortReader.read(shared.resolve("cohort.csv")));
  }
}
