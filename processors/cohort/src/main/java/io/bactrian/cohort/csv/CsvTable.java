package io.bactrian.cohort.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
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
 * A table with a header row, in UTF-8 with or without a byte order mark. Cells stand between
 * commas, semicolons or tabs: what the header has most of. They may be quoted, lines may end in any
 * way, empty lines do not count.
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
   * Reads a whole table, telling by the header what separates its cells.
   *
   * @throws MissingFileException when there is no such file
   * @throws CohortException when it is empty, not a table, has a nameless or double column, or a
   *     row with more or fewer cells than the header
   */
  public static CsvTable read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new MissingFileException(
          "The table of subjects " + (Files.isDirectory(file) ? "is a folder" : "does not exist"),
          file.toString(),
          "a CSV file",
          "Check the path, or create the file");
    }
    return read(file, Separator.of(file));
  }

  /** Reads a whole table that exists, with the separator given. */
  public static CsvTable read(Path file, char separator) {
    List<Row> rows = parse(file, separator);
    if (rows.isEmpty()) {
      throw new CohortException(
          "The table is empty",
          file.toString(),
          "a header row and one row a subject",
          "Fill in the table, or name another file");
    }
    rows = withoutNameless(rows);
    List<String> header = checkedHeader(rows.get(0));
    for (Row row : rows.subList(1, rows.size())) {
      if (row.cells().size() != header.size()) {
        throw new CohortException(
            "The row has " + row.cells().size() + " cells, the header " + header.size(),
            row.where(),
            "one cell for each of " + String.join(", ", header),
            "Add or remove cells; quote a cell that contains a separator: \"a,b\"");
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

  private static List<Row> parse(Path file, char separator) {
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            // A tab is a space, too; the cells are stripped below in any case.
            .configure(CsvParser.Feature.TRIM_SPACES, separator != '\t')
            .build();
    List<Row> rows = new ArrayList<>();
    int line = 1;
    try (InputStream in = Files.newInputStream(file);
        var parser = mapper.createParser(in)) {
      parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
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

  /**
   * Leaves out columns without a name that are empty or count the rows: GaNDLF's construct-csv
   * writes the former after the last channel, pandas the latter in front.
   */
  private static List<Row> withoutNameless(List<Row> rows) {
    List<String> header = rows.get(0).cells();
    List<Row> below = rows.subList(1, rows.size());
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      int column = i;
      boolean nameless =
          header.get(i).isEmpty()
              && below.stream()
                  .allMatch(
                      row ->
                          row.cells().size() == header.size() && row.cell(column).matches("\\d*"));
      if (!nameless) {
        kept.add(i);
      }
    }
    return kept.size() == header.size()
        ? rows
        : rows.stream()
            .map(row -> new Row(row.where(), kept.stream().map(row::cell).toList()))
            .toList();
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
