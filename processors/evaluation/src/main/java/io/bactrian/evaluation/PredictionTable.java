package io.bactrian.evaluation;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CSV file of targets and predictions, as GaNDLF's generate-metrics takes it: columns {@code
 * SubjectID}, {@code Target} and {@code Prediction} in any order and case, relative paths resolved
 * against the folder of the CSV; and of a classification {@code Probability_1} and so on for each
 * label. Other columns are ignored.
 */
public final class PredictionTable {
  private static final Pattern PROBABILITY =
      Pattern.compile("Probability_(-?\\d{1,9})", Pattern.CASE_INSENSITIVE);

  private PredictionTable() {}

  /**
   * One subject to evaluate.
   *
   * @param row in the file, the header being row 1
   * @param probabilities by the label of the class; empty when the table has none
   */
  public record Row(
      int row, String subject, Path target, Path prediction, Map<Integer, Double> probabilities) {
    public Row {
      probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    }

    /** The target of a regression or classification; nothing when it is a file. */
    public OptionalDouble targetNumber() {
      return number(target.getFileName().toString());
    }

    /** The prediction of a regression or classification; nothing when it is a file. */
    public OptionalDouble predictionNumber() {
      return number(prediction.getFileName().toString());
    }
  }

  /**
   * @throws MissingFileException when the table does not exist
   * @throws EvaluationException for a missing column, an empty cell, what is no probability, a
   *     duplicate subject, or a table without rows. Whether the images exist shows when they are
   *     read.
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
    Map<Integer, Integer> probabilities = probabilityColumns(csv, lines.get(0));
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
              folder.resolve(cell(csv, cells, i, prediction, "Prediction")).normalize(),
              probabilities(csv, cells, i, probabilities));
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

  /** Places of the columns by the label of their class. */
  private static Map<Integer, Integer> probabilityColumns(Path csv, String[] header) {
    Map<Integer, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.length; i++) {
      Matcher name = PROBABILITY.matcher(header[i].replace("\uFEFF", ""));
      if (name.matches() && columns.put(Integer.valueOf(name.group(1)), i) != null) {
        throw new EvaluationException(
            "The column " + header[i] + " is there twice",
            csv + ", header " + String.join(",", header),
            "one column of probabilities for each class",
            "remove or rename one of the columns");
      }
    }
    return columns;
  }

  private static Map<Integer, Double> probabilities(
      Path csv, String[] cells, int line, Map<Integer, Integer> columns) {
    Map<Integer, Double> probabilities = new LinkedHashMap<>();
    columns.forEach(
        (label, column) -> {
          String name = "Probability_" + label;
          String cell = cell(csv, cells, line, column, name);
          OptionalDouble number = number(cell);
          if (number.isEmpty() || number.getAsDouble() < 0 || number.getAsDouble() > 1) {
            throw new EvaluationException(
                "\"" + cell + "\" under " + name + " is no probability",
                csv + ", row " + (line + 1),
                "a number from 0 to 1",
                "correct the cell, or remove the columns Probability_*");
          }
          probabilities.put(label, number.getAsDouble());
        });
    return probabilities;
  }

  private static OptionalDouble number(String cell) {
    return cell.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")
        ? OptionalDouble.of(Double.parseDouble(cell))
        : OptionalDouble.empty();
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
