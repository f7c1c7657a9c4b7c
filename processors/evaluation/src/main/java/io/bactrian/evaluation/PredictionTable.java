package io.bactrian.evaluation;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file of targets and predictions, as GaNDLF's generate-metrics takes it: columns {@code
 * SubjectID}, {@code Target} and {@code Prediction} in any order and case, others ignored, relative
 * paths resolved against the folder of the CSV.
 */
public final class PredictionTable {
  private PredictionTable() {}

  /**
   * One subject to evaluate.
   *
   * @param row in the file, the header being row 1
   */
  public record Row(int row, String subject, Path target, Path prediction) {
    /** Whether both are numbers: of a regression or classification. */
    public boolean isNumbers() {
      return isNumber(target) && isNumber(prediction);
    }

    private static boolean isNumber(Path cell) {
      return cell.getFileName().toString().matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    }

    public double targetNumber() {
      return Double.parseDouble(target.getFileName().toString());
    }

    public double predictionNumber() {
      return Double.parseDouble(prediction.getFileName().toString());
    }
  }

  /**
   * @throws MissingFileException when the table does not exist
   * @throws EvaluationException for a missing column, an empty cell, a duplicate subject, or a
   *     table without rows. Whether the images exist shows when they are read.
   */
  public static List<Row> read(Path csv) {
    List<String[]> lines = lines(csv);
    if (lines.size() < 2) {
      throw new EvaluationException(
          "The table has no subject",
          csv.toString(),
          "a header SubjectID,Target,Prediction and a row a subject",
          "add the subjects to evaluate");
    }
    int id = column(csv, lines.get(0), "SubjectID");
    int target = column(csv, lines.get(0), "Target");
    int prediction = column(csv, lines.get(0), "Prediction");
    Path folder = csv.toAbsolutePath().getParent();
    Map<String, Row> rows = new LinkedHashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i);
      String subject = cell(csv, cells, i, id, "SubjectID");
      Row row =
          new Row(
              i + 1,
              subject,
              folder.resolve(cell(csv, cells, i, target, "Target")).normalize(),
              folder.resolve(cell(csv, cells, i, prediction, "Prediction")).normalize());
      Row before = rows.putIfAbsent(subject, row);
      if (before != null) {
        throw new EvaluationException(
            "The subject '" + subject + "' has two rows",
            csv + ", rows " + before.row() + " and " + row.row(),
            "one row a subject",
            "remove one of the rows, or give the subjects different ids");
      }
    }
    return new ArrayList<>(rows.values());
  }

  private static List<String[]> lines(Path csv) {
    if (!Files.isRegularFile(csv)) {
      throw new MissingFileException(
          "The table of predictions does not exist",
          csv.toString(),
          "a CSV file with the columns SubjectID, Target and Prediction",
          "check the path");
    }
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    try (MappingIterator<String[]> lines =
        mapper.readerFor(String[].class).readValues(csv.toFile())) {
      return lines.readAll();
    } catch (IOException e) {
      throw new EvaluationException(
          "The table cannot be read as CSV: " + e.getMessage().lines().findFirst().orElse(""),
          csv.toString(),
          "comma-separated text in UTF-8",
          "save the table as CSV again");
    }
  }

  private static int column(Path csv, String[] header, String name) {
    for (int i = 0; i < header.length; i++) {
      // Spreadsheets put a byte order mark before the first name.
      if (header[i].replace("\uFEFF", "").equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw new EvaluationException(
        "The column " + name + " is missing",
        csv + ", header " + String.join(",", header),
        "the columns SubjectID, Target and Prediction",
        "add the column, or correct its name");
  }

  private static String cell(Path csv, String[] cells, int line, int column, String name) {
    if (column >= cells.length || cells[column].isBlank()) {
      throw new EvaluationException(
          "The cell " + name + " is empty",
          csv + ", row " + (line + 1),
          "a value in every row",
          "fill in the cell, or remove the row");
    }
    return cells[column];
  }
}
