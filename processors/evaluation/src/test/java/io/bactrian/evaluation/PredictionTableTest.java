package io.bactrian.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionTableTest {
  @TempDir Path folder;
  private Path csv;

  @BeforeEach
  void nameTheFile() {
    csv = folder.resolve("predictions.csv");
  }

  private void table(String text) throws IOException {
    Files.writeString(csv, text);
  }

  @Test
  void readsAnyOrderAndCaseOfColumnsAndRelativePaths() throws IOException {
    table("\uFEFFprediction,subjectid,Note,TARGET\n../p/1.nii, one ,x,/t/1.nii\n\n\"a,b\",2,,c\n");
    assertThat(PredictionTable.read(csv))
        .containsExactly(
            new PredictionTable.Row(
                2, "one", Path.of("/t/1.nii"), folder.resolveSibling("p/1.nii")),
            new PredictionTable.Row(3, "2", folder.resolve("c"), folder.resolve("a,b")));
  }

  @Test
  void namesAMissingFile() {
    assertThatThrownBy(() -> PredictionTable.read(csv))
        .isInstanceOf(MissingFileException.class)
        .hasMessage(
            """
            The table of predictions does not exist
              where:    %s
              expected: a CSV file with the columns SubjectID, Target and Prediction
              to mend:  check the path"""
                .formatted(csv));
  }

  @Test
  void namesAMissingColumn() throws IOException {
    table("SubjectID,Label,Prediction\n1,a,b\n");
    assertThatThrownBy(() -> PredictionTable.read(csv))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            The column Target is missing
              where:    %s, header SubjectID,Label,Prediction
              expected: the columns SubjectID, Target and Prediction
              to mend:  add the column, or correct its name"""
                .formatted(csv));
  }

  @Test
  void namesAnEmptyCell() throws IOException {
    table("SubjectID,Target,Prediction\n1,a,b\n2,a\n");
    assertThatThrownBy(() -> PredictionTable.read(csv))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            The cell Prediction is empty
              where:    %s, row 3
              expected: a value in every row
              to mend:  fill in the cell, or remove the row"""
                .formatted(csv));
  }

  @Test
  void namesADuplicateSubject() throws IOException {
    table("SubjectID,Target,Prediction\n1,a,b\n2,a,b\n1,c,d\n");
    assertThatThrownBy(() -> PredictionTable.read(csv))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            The subject '1' has two rows
              where:    %s, rows 2 and 4
              expected: one row a subject
              to mend:  remove one of the rows, or give the subjects different ids"""
                .formatted(csv));
  }

  @Test
  void namesATableWithoutSubjects() throws IOException {
    table("SubjectID,Target,Prediction\n");
    assertThatThrownBy(() -> PredictionTable.read(csv))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            The table has no subject
              where:    %s
              expected: a header SubjectID,Target,Prediction and a row a subject
              to mend:  add the subjects to evaluate"""
                .formatted(csv));
  }

  @Test
  void namesATableThatIsNoCsv() throws IOException {
    table("SubjectID,Target,Prediction\n\"1,a,b\n");
    assertThatThrownBy(() -> PredictionTable.read(csv))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            The table cannot be read as CSV: Missing closing quote for value
              where:    %s
              expected: comma-separated text in UTF-8
              to mend:  save the table as CSV again"""
                .formatted(csv));
  }
}
