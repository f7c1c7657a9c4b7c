package io.bactrian.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.bactrian.safety.MissingFileException;
import io.bactrian.safety.UserMistakeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortReaderTest {
  @TempDir Path folder;
  Path csv;

  @BeforeEach
  void files() throws IOException {
    csv = folder.resolve("cohort.csv");
    for (String name : List.of("a0.nii", "a1.nii", "a.seg.nii", "b0.nii", "b1.nii", "b.seg.nii")) {
      Files.createFile(folder.resolve(name));
    }
  }

  private void table(String text) throws IOException {
    Files.writeString(csv, text);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void assertMistake(
      Class<? extends UserMistakeException> type,
      String what,
      String where,
      String expected,
      String mend) {
    assertThatThrownBy(() -> CohortReader.read(csv))
        .isInstanceOf(type)
        .hasMessage(
            "%s\n  where:    %s\n  expected: %s\n  to mend:  %s", what, where, expected, mend);
  }

  @Test
  void readsChannelsByNumberTheLabelTheTargetAndFurtherColumns() throws IOException {
    table(
        """
        Age,Channel_10,LABEL,subjectid,channel_2,ValueToPredict,Site
        61,a1.nii,a.seg.nii,a,a0.nii,0.5,north
        ,b1.nii,%s,b,./b0.nii,2,south
        """
            .formatted(file("b.seg.nii")));

    Cohort cohort = CohortReader.read(csv);

    assertThat(cohort.subjects())
        .containsExactly(
            new Subject(
                "a",
                Map.of("channel_2", file("a0.nii"), "Channel_10", file("a1.nii")),
                file("a.seg.nii"),
                0.5,
                Map.of("Age", "61", "Site", "north"),
                null),
            new Subject(
                "b",
                Map.of("channel_2", file("b0.nii"), "Channel_10", file("b1.nii")),
                file("b.seg.nii"),
                2.0,
                Map.of("Site", "south"),
                null));
    assertThat(cohort.subjects().get(0).images()).containsExactly(file("a0.nii"), file("a1.nii"));
  }

  @Test
  void readsGaNDLFsOtherNames() throws IOException {
    table("PatientName,Modality_0,Image_1,Segmentation\na,a0.nii,a1.nii,a.seg.nii\n");
    Subject subject = CohortReader.read(csv).subjects().get(0);
    assertThat(subject.id()).isEqualTo("a");
    assertThat(subject.images()).containsExactly(file("a0.nii"), file("a1.nii"));
    assertThat(subject.label()).isEqualTo(file("a.seg.nii"));
  }

  @Test
  void keepsTheOrderOfChannelsWithoutNumbers() throws IOException {
    table("SubjectID,Modality_T2,Modality_T1,ImageType\na,a1.nii,a0.nii,mr\n");
    Subject subject = CohortReader.read(csv).subjects().get(0);
    assertThat(subject.channels().keySet()).containsExactly("Modality_T2", "Modality_T1");
    assertThat(subject.attributes()).containsExactly(Map.entry("ImageType", "mr"));
  }

  @Test
  void readsByteOrderMarkCarriageReturnsEmptyLinesAndQuotes() throws IOException {
    table(
        "\uFEFF\"SubjectID\",Channel_0,Note\r\n\r\n"
            + "\"a\", a0.nii ,\"left, \"\"old\"\"\"\r\n\r\nb,\"b0.nii\",\r\n\r\n");
    Cohort cohort = CohortReader.read(csv);
    assertThat(cohort.subjects()).extracting(Subject::id).containsExactly("a", "b");
    assertThat(cohort.subjects().get(0).attributes()).containsEntry("Note", "left, \"old\"");
    assertThat(cohort.subjects().get(1).attributes()).isEmpty();
  }

  @Test
  void aColumnOfLabelsThatIsEmptyThroughoutMeansThereAreNone() throws IOException {
    table("SubjectID,Channel_0,Label\na,a0.nii,\nb,b0.nii,\n");
    Cohort cohort = CohortReader.read(csv);
    assertThat(cohort.subjects()).extracting(Subject::label).containsOnlyNulls();
    assertThatThrownBy(() -> CohortReader.requireLabels(cohort, "cohort.csv"))
        .isInstanceOf(CohortException.class)
        .hasMessage(
            """
            Subject a has no label map
              where:    cohort.csv
              expected: a column Label (or Mask, Segmentation) with a file for every subject
              to mend:  Add the column, or leave the subject out""");
    table("SubjectID,Channel_0,Lable\na,a0.nii,a.seg.nii\n");
    Cohort misspelt = CohortReader.read(csv);
    assertThatThrownBy(() -> CohortReader.requireLabels(misspelt, "cohort.csv"))
        .hasMessageContaining("with a file for every subject; other columns: Lable\n");
  }

  @Test
  void leavesOutSubjectsThatCannotBeUsedAndSaysWhy() throws IOException {
    table(
        """
        SubjectID,Channel_0,Label,ValueToPredict
        a,a0.nii,a.seg.nii,1
        c,c0.nii,a.seg.nii,1
        d,,a.seg.nii,1
        e,a0.nii,,1
        f,a0.nii,a.seg.nii,old
        g,a0.nii,g.seg.nii,1
        b,b0.nii,b.seg.nii,NaN
        """);

    IngestResult result = CohortReader.readLeniently(csv);

    assertThat(result.cohort().subjects()).extracting(Subject::id).containsExactly("a");
    assertThat(result.failures())
        .extracting(SubjectFailure::subject, failure -> failure.reason().split(" \\(")[0])
        .containsExactly(
            tuple("c", "The image " + file("c0.nii") + " does not exist"),
            tuple("d", "There is no image under Channel_0"),
            tuple("e", "There is no label map under Label"),
            tuple("f", "\"old\" under ValueToPredict is not a number"),
            tuple("g", "The label map " + file("g.seg.nii") + " does not exist"),
            tuple("b", "\"NaN\" under ValueToPredict is not a number"));
    assertThat(result.failures().get(3).reason())
        .isEqualTo(
            "\"old\" under ValueToPredict is not a number (%s, row 6); expected: the value to predict,"
                    .formatted(csv)
                + " such as 1 or 0.5; to mend: Correct the cell or remove the row");
  }

  @Test
  void subjectsToPredictNeedNoLabelAndNoValue() throws IOException {
    table(
        """
        SubjectID,Channel_0,Label,ValueToPredict
        a,a0.nii,a.seg.nii,1
        b,b0.nii,,2
        e,a0.nii,,
        """);
    assertThat(CohortReader.readLeniently(csv).failures())
        .extracting(SubjectFailure::subject)
        .containsExactly("b", "e");
    IngestResult result = CohortReader.readToPredict(csv);
    assertThat(result.failures()).isEmpty();
    assertThat(result.cohort().subjects())
        .extracting(Subject::target)
        .containsExactly(1.0, 2.0, null);
    assertThat(result.cohort().subjects().get(1).label()).isNull();
  }

  @Test
  void anEmptyValueIsNamed() throws IOException {
    table("SubjectID,Channel_0,ValueToPredict\na,a0.nii,1\nb,a0.nii,\n");
    assertThatThrownBy(() -> CohortReader.read(csv))
        .hasMessage(
            """
            There is no value under ValueToPredict
              where:    %s, row 3
              expected: a number, as the other subjects have
              to mend:  Fill in the cell or remove the row"""
                .formatted(csv));
  }

  @Test
  void refusesAMissingTable() {
    assertMistake(
        MissingFileException.class,
        "The table of subjects does not exist",
        csv.toString(),
        "a CSV file",
        "Check the path, or create the file");
    csv = folder;
    assertMistake(
        MissingFileException.class,
        "The table of subjects is a folder",
        csv.toString(),
        "a CSV file",
        "Check the path, or create the file");
  }

  @Test
  void refusesAnEmptyTable() throws IOException {
    table("\n\n");
    assertMistake(
        CohortException.class,
        "The table is empty",
        csv.toString(),
        "a header row and one row a subject",
        "Fill in the table, or name another file");
  }

  @Test
  void refusesATableOfAHeaderAlone() throws IOException {
    table("SubjectID,Channel_0\n");
    assertMistake(
        CohortException.class,
        "The table has no subjects",
        csv.toString(),
        "one row a subject below the header",
        "Add the subjects");
  }

  @Test
  void refusesATableWithoutSubjects() throws IOException {
    table("Name,Channel_0\na,a0.nii\n");
    assertMistake(
        CohortException.class,
        "There is no column SubjectID",
        csv + ", row 1",
        "SubjectID (or Subject, PatientID, PatientName, PID); found: Name, Channel_0",
        "Add or rename the column");
  }

  @Test
  void refusesATableWithoutImages() throws IOException {
    table("SubjectID,Label\na,a.seg.nii\n");
    assertMistake(
        CohortException.class,
        "There is no column of images",
        csv + ", row 1",
        "Channel_0, Channel_1, ... (or Modality_*, Image_*); found: SubjectID, Label",
        "Add or rename the column");
  }

  @Test
  void refusesTwoColumnsOfLabels() throws IOException {
    table("SubjectID,Channel_0,Label,Mask\na,a0.nii,a.seg.nii,a.seg.nii\n");
    assertMistake(
        CohortException.class,
        "Several columns could be the label map: Label, Mask",
        csv + ", row 1",
        "one column with the label map",
        "Rename or remove the others");
  }

  @Test
  void refusesTwoColumnsOfOneName() throws IOException {
    table("SubjectID,Channel_0,channel_0\na,a0.nii,a1.nii\n");
    assertMistake(
        CohortException.class,
        "Two columns are named channel_0",
        csv + ", row 1",
        "a different name for every column",
        "Rename or remove the column");
  }

  @Test
  void refusesAColumnWithoutName() throws IOException {
    table("SubjectID,,Channel_0\na,x,a0.nii\n");
    assertMistake(
        CohortException.class,
        "A column has no name",
        csv + ", row 1",
        "a different name for every column",
        "Rename or remove the column");
  }

  @Test
  void readsSemicolonsWithDecimalCommasAndTabs() throws IOException {
    table("\uFEFFSubjectID;Channel_0;Value To Predict;Note\na;a0.nii;0,5;\"x;y\"\n");
    Subject subject = CohortReader.read(csv).subjects().get(0);
    assertThat(subject.target()).isEqualTo(0.5);
    assertThat(subject.attributes()).containsExactly(Map.entry("Note", "x;y"));
    table("SubjectID\tChannel_0\tNote, of whom\na\ta0.nii\t\nb\t b0.nii\told, tall\n");
    assertThat(CohortReader.read(csv).subjects())
        .extracting(Subject::attributes)
        .containsExactly(Map.of(), Map.of("Note, of whom", "old, tall"));
  }

  @Test
  void ofSeveralValuesToPredictTheFirstIsTheTarget() throws IOException {
    table("SubjectID,Channel_0,valuetopredict_1,ValueToPredict_0\na,a0.nii,2,1\n");
    Subject subject = CohortReader.read(csv).subjects().get(0);
    assertThat(subject.target()).isEqualTo(1);
    assertThat(subject.attributes()).containsExactly(Map.entry("valuetopredict_1", "2.0"));
    table("SubjectID,Channel_0,ValueToPredict_0,ValueToPredict_1\na,a0.nii,2,old\n");
    assertThatThrownBy(() -> CohortReader.read(csv))
        .hasMessageStartingWith("\"old\" under ValueToPredict_1 is not a number");
  }

  @Test
  void readsNamesThatContainTheWordWhereNoneIsPlain() throws IOException {
    table(
        "BraTS_Subject_ID,T1_image,T2Channel,BrainMask_path,Rapid\na,a0.nii,a1.nii,a.seg.nii,x\n");
    Subject subject = CohortReader.read(csv).subjects().get(0);
    assertThat(subject.id()).isEqualTo("a");
    assertThat(subject.channels().keySet()).containsExactly("T1_image", "T2Channel");
    assertThat(subject.label()).isEqualTo(file("a.seg.nii"));
    assertThat(subject.attributes()).containsExactly(Map.entry("Rapid", "x"));
  }

  @Test
  void aColumnOfNumbersIsNoFileUnlessItsNameIsPlain() throws IOException {
    table("SubjectID,Channel_0,SegmentationVolume\na,a0.nii,1234.5\n");
    Subject subject = CohortReader.read(csv).subjects().get(0);
    assertThat(subject.label()).isNull();
    assertThat(subject.attributes()).containsEntry("SegmentationVolume", "1234.5");
  }

  /** GaNDLF's construct-csv leaves a comma behind the last channel; pandas counts the rows. */
  @Test
  void readsTablesOfGaNDLFAndPandas() throws IOException {
    table("SubjectID,Channel_0,\na,a0.nii,\nb,b0.nii,\n");
    assertThat(CohortReader.read(csv).subjects()).hasSize(2);
    table(",SubjectID,Channel_0\n0,a,a0.nii\n1,b,b0.nii\n");
    assertThat(CohortReader.read(csv).subjects()).extracting(Subject::id).containsExactly("a", "b");
  }

  @Test
  void findsPathsFromTheCurrentFolderWhereTheTablesFolderHasNone() throws IOException {
    table("SubjectID,Channel_0\na,no/such.nii\nb,pom.xml\n");
    IngestResult result = CohortReader.readLeniently(csv);
    assertThat(result.cohort().subjects())
        .extracting(Subject::images)
        .containsExactly(List.of(Path.of("pom.xml").toAbsolutePath().toString()));
    assertThat(result.failures()).hasSize(1);
  }

  @Test
  void refusesADuplicateSubjectAndNamesItsLine() throws IOException {
    table("SubjectID,Channel_0\n\na,a0.nii\nb,b0.nii\n\na,a1.nii\n");
    assertMistake(
        CohortException.class,
        "Subject a appears a second time",
        csv + ", row 6",
        "every subject only once",
        "Remove one row; studies of one patient get ids of their own and a column PatientID");
  }

  @Test
  void refusesARowWithoutId() throws IOException {
    table("SubjectID,Channel_0\na,a0.nii\n,b0.nii\n");
    assertMistake(
        CohortException.class,
        "The row has no SubjectID",
        csv + ", row 3",
        "an id in every row, each only once",
        "Fill in the cell or remove the row");
  }

  @Test
  void refusesRaggedRows() throws IOException {
    table("SubjectID,Channel_0\na,a0.nii\nb,b0.nii,b1.nii\n");
    assertMistake(
        CohortException.class,
        "The row has 3 cells, the header 2",
        csv + ", row 3",
        "one cell for each of SubjectID, Channel_0",
        "Add or remove cells; quote a cell that contains a separator: \"a,b\"");
  }

  @Test
  void refusesAMissingImage() throws IOException {
    table("SubjectID,Channel_0\na,a0.nii\nb,none.nii\n");
    assertMistake(
        MissingFileException.class,
        "The image " + file("none.nii") + " does not exist",
        csv + ", row 3, column Channel_0",
        "a file; relative paths start at the folder of the table",
        "Correct the path or bring the file there");
  }

  @Test
  void refusesAnImageWithoutLabelWhereOthersHaveOne() throws IOException {
    table("SubjectID,Channel_0,Label\na,a0.nii,a.seg.nii\nb,b0.nii,\n");
    assertMistake(
        CohortException.class,
        "There is no label map under Label",
        csv + ", row 3",
        "a file, as the other subjects have",
        "Fill in the cell or remove the row");
  }

  @Test
  void refusesAnOpenQuote() throws IOException {
    table("SubjectID,Channel_0\n\"a,a0.nii\n");
    assertThatThrownBy(() -> CohortReader.read(csv))
        .isInstanceOf(CohortException.class)
        .hasMessageStartingWith("The file is not a table of comma-separated text: ")
        .hasMessageContaining("a CSV file in UTF-8 with every quote closed");
  }

  @Test
  void refusesAnotherEncoding() throws IOException {
    Files.write(
        csv, "SubjectID,Channel_0\nM\u00fcller,a0.nii\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CohortReader.read(csv))
        .isInstanceOf(CohortException.class)
        .hasMessageStartingWith("The file is not a table of comma-separated text: ");
  }

  @Test
  void readsTheSharedCohorts() {
    Path shared = Path.of(System.getProperty("bactrian.shared"));
    assumeThat(shared).as("shared data beside the checkout").isDirectory();
    assertThat(CohortReader.read(shared.resolve("hippocampus/cohort.csv")).subjects())
        .hasSize(200)
        .allMatch(subject -> subject.channels().size() == 1 && subject.label() != null);
    assertThat(CohortReader.read(shared.resolve("membrane/cohort.csv")).subjects()).isNotEmpty();
  }
}
