package io.bactrian.evaluation.report;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the learning curves that a training writes: a CSV with the epoch in the first column and a
 * column for each quantity of each part, such as {@code training_loss} and {@code validation_loss},
 * or {@code dice_1} for the validation's Dice of class 1. Quantities make charts, parts and classes
 * make curves; other columns (times, learning rate) and background are left out.
 */
public final class LearningCurves {
  private static final Map<String, String> PARTS =
      Map.of(
          "train", "training",
          "training", "training",
          "valid", "validation",
          "validation", "validation",
          "test", "testing",
          "testing", "testing");

  private LearningCurves() {}

  /**
   * @throws MissingFileException when there is no such file
   */
  public static List<ReportData.Chart> read(Path csv) {
    if (!Files.isRegularFile(csv)) {
      throw new MissingFileException(
          "There are no learning curves",
          csv.toString(),
          "the CSV file that a training writes into the model folder",
          "check the path");
    }
    List<String[]> lines = lines(csv);
    Map<String, List<ReportData.Curve>> charts = new LinkedHashMap<>();
    String[] header = lines.isEmpty() ? new String[0] : lines.get(0);
    for (int column = 1; column < header.length; column++) {
      String[] words = header[column].split("_", 2);
      double[] epochs = numbers(lines.subList(1, lines.size()), 0);
      double[] values = numbers(lines.subList(1, lines.size()), column);
      if (words.length < 2) {
        continue;
      }
      if (PARTS.containsKey(words[0]) && !words[1].equals("seconds")) {
        String quantity = capitalized(words[1].replace('_', ' '));
        charts
            .computeIfAbsent(quantity, key -> new ArrayList<>())
            .add(new ReportData.Curve(PARTS.get(words[0]), epochs, values));
      } else if (words[0].equals("dice") && !words[1].equals("0")) {
        charts
            .computeIfAbsent("Dice of validation", key -> new ArrayList<>())
            .add(new ReportData.Curve("class " + words[1], epochs, values));
      }
    }
    return charts.entrySet().stream()
        .map(entry -> new ReportData.Chart(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<String[]> lines(Path csv) {
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
      throw new UncheckedIOException("Cannot read " + csv + ": " + e.getMessage(), e);
    }
  }

  private static double[] numbers(List<String[]> lines, int column) {
    return lines.stream()
        .mapToDouble(cells -> column < cells.length ? number(cells[column]) : Double.NaN)
        .toArray();
  }

  /** An empty cell is a gap: an epoch without validation, say. */
  private static double number(String cell) {
    try {
      return cell.isBlank() ? Double.NaN : Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static String capitalized(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
