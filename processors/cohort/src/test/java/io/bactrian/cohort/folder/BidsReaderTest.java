package io.bactrian.cohort.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.IngestResult;
import io.bactrian.cohort.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BidsReaderTest {
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

  @BeforeEach
  void dataSet() throws IOException {
    files("dataset_description.json", "README");
    files("sub-01/anat/sub-01_T1w.nii.gz", "sub-01/anat/sub-01_T1w.json");
    files("sub-01/anat/sub-01_FLAIR.nii.gz", "sub-01/anat/sub-01_acq-low_FLAIR.nii.gz");
    files("sub-01/func/sub-01_task-rest_bold.nii.gz", "sub-03/func/sub-03_task-rest_bold.nii.gz");
    files("sub-02/ses-a/anat/sub-02_ses-a_T1w.nii", "sub-02/ses-a/anat/sub-02_ses-a_FLAIR.nii");
    files("sub-02/ses-b/anat/sub-02_ses-b_T1w.nii", "sub-02/ses-b/anat/sub-02_ses-b_FLAIR.nii");
    files("derivatives/lesions/sub-01/anat/sub-01_label-lesion_mask.nii.gz");
    files("derivatives/lesions/sub-02/ses-a/anat/sub-02_ses-a_label-lesion_mask.nii.gz");
    files("derivatives/lesions/sub-02/ses-b/anat/sub-02_ses-b_label-lesion_mask.nii.gz");
    files("derivatives/brains/sub-01/anat/sub-01_desc-brain_mask.nii.gz");
    files("derivatives/brains/sub-01/anat/sub-01_desc-brain_T1w.nii.gz");
    Files.writeString(
        folder.resolve("participants.tsv"),
        "participant_id\tage\tsex\nsub-01\t34\tF\nsub-02\t51\tn/a\nsub-03\t20\tM\n");
    Files.writeString(
        folder.resolve("sub-02/sub-02_sessions.tsv"), "session_id\tweeks\nses-a\t0\nses-b\t12\n");
  }

  @Test
  void everySessionIsASubjectWithItsChannelsItsMaskAndWhatIsKnown() {
    Cohort cohort = BidsReader.read(folder, List.of("T1w", "FLAIR"), "label-lesion_mask", null);
    assertThat(cohort.subjects())
        .containsExactly(
            new Subject(
                "sub-01",
                Map.of(
                    "Channel_0", file("sub-01/anat/sub-01_T1w.nii.gz"),
                    "Channel_1", file("sub-01/anat/sub-01_FLAIR.nii.gz")),
                file("derivatives/lesions/sub-01/anat/sub-01_label-lesion_mask.nii.gz"),
                null,
                Map.of("age", "34", "sex", "F"),
                null),
            session("a", "0"),
            session("b", "12"));
  }

  private Subject session(String name, String weeks) {
    String place = "sub-02/ses-" + name + "/anat/sub-02_ses-" + name;
    return new Subject(
        "sub-02_ses-" + name,
        Map.of("Channel_0", file(place + "_T1w.nii"), "Channel_1", file(place + "_FLAIR.nii")),
        file("derivatives/lesions/" + place + "_label-lesion_mask.nii.gz"),
        null,
        Map.of("PatientID", "sub-02", "age", "51", "weeks", weeks),
        null);
  }

  @Test
  void entitiesAndPipelinesSayWhichImageIsMeant() {
    List<String> channels = List.of("brains/desc-brain_T1w", "acq-low_FLAIR");
    IngestResult result = BidsReader.readLeniently(folder, channels, "brains/mask", null);
    assertThat(result.failures()).extracting("subject").containsExactly();
    Subject subject = result.cohort().subjects().get(0);
    assertThat(subject.images())
        .containsExactly(
            file("derivatives/brains/sub-01/anat/sub-01_desc-brain_T1w.nii.gz"),
            file("sub-01/anat/sub-01_acq-low_FLAIR.nii.gz"));
    assertThat(subject.label())
        .isEqualTo(file("derivatives/brains/sub-01/anat/sub-01_desc-brain_mask.nii.gz"));
  }

  @Test
  void aColumnOfParticipantsIsTheValueToPredict() {
    assertThat(BidsReader.read(folder, List.of("T1w"), null, "age").subjects())
        .extracting(Subject::target)
        .containsExactly(34.0, 51.0, 51.0);
    assertThatThrownBy(() -> BidsReader.read(folder, List.of("T1w"), null, "height"))
        .isInstanceOf(CohortException.class)
        .hasMessage(
            """
            No subject has a value in the column height
              where:    %s
              expected: one of PatientID, age, sex, weeks
              to mend:  Correct the name of the column"""
                .formatted(folder.resolve("participants.tsv")));
  }

  @Test
  void sessionsThatLackAnImageOrHaveSeveralAreLeftOut() throws IOException {
    files("sub-04/anat/sub-04_T1w.nii.gz");
    files("sub-05/anat/sub-05_run-1_T1w.nii.gz", "sub-05/anat/sub-05_run-2_T1w.nii.gz");
    Files.delete(folder.resolve("sub-02/ses-a/anat/sub-02_ses-a_T1w.nii"));
    Files.createSymbolicLink(
        folder.resolve("sub-02/ses-a/anat/sub-02_ses-a_T1w.nii"), Path.of("../annex/gone"));
    IngestResult result = BidsReader.readLeniently(folder, List.of("T1w"), "lesions/mask", "age");
    assertThat(result.cohort().subjects())
        .extracting(Subject::id)
        .containsExactly("sub-01", "sub-02_ses-b");
    assertThat(result.failures())
        .extracting("subject", "reason")
        .containsExactly(
            tuple(
                "sub-02_ses-a",
                "The image sub-02_ses-a_T1w.nii is a link to a file that is not there ("
                    + folder.resolve("sub-02/ses-a/anat/sub-02_ses-a_T1w.nii")
                    + "); expected: the file itself; to mend: Fetch it, for example with datalad"
                    + " get"),
            tuple(
                "sub-04",
                "There is no image for Label: nothing fits lesions/mask (sub-04); expected: one"
                    + " image, as other subjects have; found: T1w; to mend: Bring the file there,"
                    + " or leave the subject out"),
            tuple(
                "sub-05",
                "Several images could be Channel_0: sub-05_run-1_T1w.nii.gz,"
                    + " sub-05_run-2_T1w.nii.gz (sub-05); expected: one image that fits T1w; to"
                    + " mend: Add an entity or the pipeline, such as run-1_T1w"));
  }

  @Test
  void aLabelInTwoPipelinesIsAmbiguous() {
    assertThatThrownBy(() -> BidsReader.read(folder, List.of("T1w"), "mask", null))
        .isInstanceOf(CohortException.class)
        .hasMessage(
            """
            Several images could be Label: sub-01_desc-brain_mask.nii.gz, \
            sub-01_label-lesion_mask.nii.gz
              where:    sub-01
              expected: one image that fits mask
              to mend:  Add an entity or the pipeline, such as run-1_mask""");
  }

  @Test
  void refusesASuffixThatNoImageHas() {
    assertThatThrownBy(() -> BidsReader.read(folder, List.of("t1w"), null, null))
        .isInstanceOf(CohortException.class)
        .hasMessage(
            """
            No image fits t1w for Channel_0
              where:    %s
              expected: one of FLAIR, T1w, bold, brains/T1w, brains/mask, lesions/mask, with \
            entities in front where needed
              to mend:  Correct the suffix or its entities"""
                .formatted(folder));
  }

  @Test
  void refusesWhatIsNoNameInBids() {
    assertThatThrownBy(() -> BidsReader.read(folder, List.of("_T1w.nii.gz"), null, null))
        .isInstanceOf(CohortException.class)
        .hasMessageStartingWith("\"_T1w.nii.gz\" names no kind of image in BIDS");
  }

  @Test
  void refusesAFolderThatIsNoDataSet() {
    assertThatThrownBy(() -> BidsReader.read(folder.resolve("sub-01"), List.of("T1w"), null, null))
        .isInstanceOf(CohortException.class)
        .hasMessageStartingWith("The folder has no subjects");
  }
}
