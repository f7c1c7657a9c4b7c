package io.bactrian.component.evaluate;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.bactrian.evaluation.report.ReportData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code failed.csv}; nobody has failed where it does not exist. */
final class FailureTable {
  private static final int COLUMNS = 3;

  private FailureTable() {}

  static List<ReportData.Failure> read(Path csv) {
    if (!Files.isRegularFile(csv)) {
      return List.of();
    }
    CsvMapper mapper = CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();
    try (MappingIterator<String[]> rows =
        mapper.readerFor(String[].class).readValues(csv.toFile())) {
      return rows.readAll().stream()
          .skip(1)
          .filter(row -> row.length == COLUMNS)
          .map(row -> new ReportData.Failure(row[0], row[1], row[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + csv + ": " + e.getMessage(), e);
    }
  }
}
