package io.bactrian.cohort.folder;

import io.bactrian.cohort.csv.CsvTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code participants.tsv} and {@code sessions.tsv}: rows by their first column. */
final class BidsTables {
  private static final String NOT_AVAILABLE = "n/a";

  private BidsTables() {}

  /**
   * Column to value for every id; empty when there is no such file. Values {@code n/a} are left
   * out.
   */
  static Map<String, Map<String, String>> read(Path tsv, String idColumn) {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    if (!Files.isRegularFile(tsv)) {
      return rows;
    }
    CsvTable table = CsvTable.read(tsv, '\t');
    List<String> header = table.header();
    int id = Math.max(0, header.indexOf(idColumn));
    for (CsvTable.Row row : table.rows()) {
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        String cell = row.cell(i);
        if (i != id && !cell.isEmpty() && !cell.equals(NOT_AVAILABLE)) {
          values.put(header.get(i), cell);
        }
      }
      rows.put(row.cell(id), values);
    }
    return rows;
  }
}
