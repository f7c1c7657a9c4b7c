package io.bactrian.cohort;

import io.bactrian.cohort.csv.CsvTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be compared for each subject: GaNDLF's table of {@code SubjectID}, {@code Target} and
 * {@code Prediction}.
 *
 * @param rows in the order of the table
 */
public record PredictionTable(List<Row> rows) {
  /**
   * One comparison.
   *
   * @param subject unique in the table
   * @param target the reference label map's absolute path
   * @param prediction the predicted label map's absolute path
   */
  public record Row(String subject, String target, String prediction) {}

  public PredictionTable {
    rows = List.copyOf(rows);
  }

  /**
   * Reads the table; relative paths are taken from its folder. Whether the files exist is left to
   * their reader, so that one missing file fails one subject.
   *
   * @throws CohortException for a missing column, an empty cell or a duplicate subject
   */
  public static PredictionTable read(Path csv) {
    CsvTable table = CsvTable.read(csv);
    int id = column(table, "SubjectID");
    int target = column(table, "Target");
    int prediction = column(table, "Prediction");
    List<Row> rows = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (CsvTable.Row row : table.rows()) {
      for (int column : new int[] {id, target, prediction}) {
        if (row.cell(column).isEmpty()) {
          String header = table.header().get(column);
          throw new CohortException(
              "The cell under " + header + " is empty",
              row.where(),
              "a SubjectID, Target and Prediction in every row",
              "Fill in the cell or remove the row");
        }
      }
      if (!seen.add(row.cell(id))) {
        throw CohortReader.duplicate(row.cell(id), row.where());
      }
      rows.add(
          new Row(
              row.cell(id), table.resolve(row.cell(target)), table.resolve(row.cell(prediction))));
    }
    return new PredictionTable(rows);
  }

  private static int column(CsvTable table, String name) {
    for (int i = 0; i < table.header().size(); i++) {
      if (table.header().get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw new CohortException(
        "There is no column " + name,
        table.file() + ", row 1",
        "the columns SubjectID, Target and Prediction; found: " + String.join(", ", table.header()),
        "Add or rename the column");
  }
}
