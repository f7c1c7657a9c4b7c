package io.bactrian.cohort.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.bactrian.cohort.CohortException;
import io.bactrian.safety.MissingFileException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A comma-separated table with a header row, in UTF-8 with or without a byte order mark; cells may
 * be quoted, lines may end in any way, empty lines do not count.
 *
 * @param file where it was read
 * @param header names of the columns, trimmed
 * @param rows the others, each with a cell for every column
 */
public record CsvTable(Path file, List<String> header, List<Row> rows) {
  /**
   * One row.
   *
   * @param where file and line number, for messages
   * @param cells trimmed; empty where nothing was given
   */
  public record Row(String where, List<String> cells) {
    public String cell(int column) {
      return cells.get(column);
    }
  }

  /**
   * Reads a whole table.
   *
   * @throws MissingFileException when there is no such file
   * @throws CohortException when it is empty, not a table, has a nameless or double column, or a
   *     row with more or fewer cells than the header
   */
  public static CsvTable read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new MissingFileException(
          "The table of subjects does not exist",
          file.toString(),
          "a CSV file",
          "Check the path, or create the file");
    }
    List<Row> rows = parse(file);
    if (rows.isEmpty()) {
      throw new CohortException(
          "The table is empty",
          file.toString(),
          "a header row and one row a subject",
          "Fill in the table, or name another file");
    }
    List<String> header = checkedHeader(rows.get(0));
    for (Row row : rows.subList(1, rows.size())) {
      if (row.cells().size() != header.size()) {
        throw new CohortException(
            "The row has " + row.cells().size() + " cells, the header " + header.size(),
            row.where(),
            "one cell for each of " + String.join(", ", header),
            "Add or remove commas; quote a cell that contains a comma: \"a,b\"");
      }
    }
    return new CsvTable(file, header, List.copyOf(rows.subList(1, rows.size())));
  }

  /** A path of a cell as an absolute one: relative paths start at the table's folder. */
  public String resolve(String cell) {
    try {
      return file.toAbsolutePath().resolveSibling(cell).normalize().toString();
    } catch (InvalidPathException e) {
      throw new CohortException(
          "\"" + cell + "\" is no path",
          file.toString(),
          "a path that this system can have",
          "Correct the cell",
          e);
    }
  }

  private static List<Row> parse(Path file) {
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build();
    List<Row> rows = new ArrayList<>();
    int line = 1;
    try (InputStream in = Files.newInputStream(file);
        var parser = mapper.createParser(in)) {
      List<String> cells = new ArrayList<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          if (cells.isEmpty()) {
            line = parser.currentTokenLocation().getLineNr();
          }
          cells.add(parser.getText().strip());
        } else if (token == JsonToken.END_ARRAY) {
          if (!isBlank(cells)) {
            rows.add(new Row(file + ", row " + line, List.copyOf(cells)));
          }
          cells.clear(); // the end of the file is one more end of an array, without a start
        }
      }
    } catch (JsonProcessingException | CharConversionException e) {
      throw new CohortException(
          "The file is not a table of comma-separated text: " + firstLine(e),
          file.toString(),
          "a CSV file in UTF-8 with every quote closed",
          "Correct the row, or save the table as CSV in UTF-8",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
    return rows;
  }

  private static String firstLine(IOException e) {
    String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : null;
    return message == null ? "not UTF-8" : message.lines().findFirst().orElse("");
  }

  private static boolean isBlank(List<String> cells) {
    return cells.isEmpty() || (cells.size() == 1 && cells.get(0).isEmpty());
  }

  private static List<String> checkedHeader(Row row) {
    List<String> header = row.cells();
    if (header.size() == 1 && header.get(0).matches(".*[;\\t].*")) {
      throw new CohortException(
          "The columns are not separated by commas",
          row.where(),
          "a header such as SubjectID,Channel_0,Label",
          "Save the table with commas between the columns");
    }
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (name.isEmpty() || !seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new CohortException(
            name.isEmpty() ? "A column has no name" : "Two columns are named " + name,
            row.where(),
            "a different name for every column",
            "Rename or remove the column");
      }
    }
    return header;
  }
}
