package io.bactrian.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionTableTest {
  @TempDir Path folder;

  private Path table(String text) throws IOException {
    return Files.writeString(folder.resolve("predictions.csv"), text);
  }

  @Test
  void readsPathsAgainstTheTablesFolder() throws IOException {
    Path csv = table("Prediction,subjectid,TARGET\np/a.nii,a,/t/a.nii\n");
    assertThat(PredictionTable.read(csv).rows())
        .containsExactly(
            new PredictionTable.Row("a", "/t/a.nii", folder.resolve("p/a.nii").toString()));
  }

  @Test
  void refusesAMissingColumn() throws IOException {
    Path csv = table("SubjectID,Target\na,b\n");
    assertThatThrownBy(() -> PredictionTable.read(csv))
        .isInstanceOf(CohortException.class)
        .hasMessage(
            """
            There is no column Prediction
              where:    %s, row 1
              expected: the columns SubjectID, Target and Prediction; found: SubjectID, Target
              to mend:  Add or rename the column"""
                .formatted(csv));
  }

  @Test
  void refusesAnEmptyCell() throws IOException {
    Path csv = table("SubjectID,Target,Prediction\na,,b\n");
    assertThatThrownBy(() -> PredictionTable.read(csv))
        .isInstanceOf(CohortException.class)
        .hasMessage(
            """
            The cell under Target is empty
              where:    %s, row 2
              expected: a SubjectID, Target and Prediction in every row
              to mend:  Fill in the cell or remove the row"""
                .formatted(csv));
  }

  @Test
  void refusesADuplicateSubject() throws IOException {
    Path csv = table("SubjectID,Target,Prediction\na,b,c\na,b,c\n");
    assertThatThrownBy(() -> PredictionTable.read(csv))
        .isInstanceOf(CohortException.class)
        .hasMessageStartingWith("Subject a appears a second time\n  where:    " + csv + ", row 3");
  }
}
