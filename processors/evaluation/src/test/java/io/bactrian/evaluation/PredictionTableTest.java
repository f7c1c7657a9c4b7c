package io.bactrian.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                2, "one", Path.of("/t/1.nii"), folder.resolveSibling("p/1.nii"), Map.of()),
            new PredictionTable.Row(3, "2", folder.resolve("c"), folder.resolve("a,b"), Map.of()));
  }

  @Test
  void readsNumbersAndTheProbabilitiesOfClasses() throws IOException {
    table(
        "Probability_2,SubjectID,Target,Prediction,probability_1\n"
            + "0.25,a,1,1,.75\n1,b,-2.5,+1e-3,0\n");
    List<PredictionTable.Row> rows = PredictionTable.read(csv);
    assertThat(rows.get(0).probabilities()).containsExactly(entry(2, 0.25), entry(1, 0.75));
    assertThat(rows.get(1).targetNumber()).hasValue(-2.5);
    assertThat(rows.get(1).predictionNumber()).hasValue(0.001);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "-0.1", "1.01", "much", "Infinity", "0x1"})
  void namesWhatIsNoProbability(String cell) throws IOException {
    table("SubjectID,Target,Prediction,Probability_1,Probability_2\na,1,1,1,0\nb,2,2,0," + cell);
    assertThatThrownBy(() -> PredictionTable.read(csv))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            "%s" under Probability_2 is no probability
              where:    %s, row 3
              expected: a number from 0 to 1
              to mend:  correct the cell, or remove the columns Probability_*"""
                .formatted(cell, csv));
  }

  @Test
  void namesAColumnOfProbabilitiesThatIsThereTwice() throws IOException {
    table("SubjectID,Target,Prediction,Probability_1,Probability_01\na,1,1,1,0\n");
    assertThatThrownBy(() -> PredictionTable.read(csv))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            The column Probability_01 is there twice
              where:    %s, header SubjectID,Target,Prediction,Probability_1,Probability_01
              expected: one column of probabilities for each class
              to mend:  remove or rename one of the columns"""
                .formatted(csv));
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
