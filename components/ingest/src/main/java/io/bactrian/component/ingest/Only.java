package io.bactrian.component.ingest;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.csv.CsvTable;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The subjects that are to be replayed.
 *
 * @param ids theirs, or null for all
 */
record Only(Set<String> ids) {
  /**
   * Reads the first column of a list of failed subjects.
   *
   * @param list the file; null or empty for all subjects
   */
  static Only of(String list) {
    return list == null || list.isEmpty()
        ? new Only(null)
        : new Only(
            CsvTable.read(Path.of(list)).rows().stream()
                .map(row -> row.cell(0))
                .collect(Collectors.toSet()));
  }

  boolean has(String id) {
    return ids == null || ids.contains(id);
  }

  Cohort in(Cohort cohort) {
    if (ids == null) {
      return cohort;
    }
    Cohort chosen =
        new Cohort(cohort.subjects().stream().filter(subject -> has(subject.id())).toList());
    if (chosen.subjects().isEmpty()) {
      throw new CohortException(
          "None of the subjects to replay can be read",
          "the cohort that is ingested",
          "at least one subject that is in the table and in the list, with files that exist",
          "mend the table, or give the list that an earlier run on it has written");
    }
    return chosen;
  }
}
