package io.bactrian.cli;

import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.csv.Columns;
import io.bactrian.cohort.csv.CsvTable;
import io.bactrian.safety.FileTrees;
import io.bactrian.step.SubjectFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Results must not take the place of what they are made from: that cannot be undone. */
final class Overwriting {
  private static final String ENDING = ".nii.gz";

  private Overwriting() {}

  /**
   * @param input file that is read
   * @param result file that will be written, or begun anew
   * @throws CohortException when both are the same
   */
  static void refuse(Path input, Path result) {
    if (FileTrees.isSame(input, result)) {
      throw mistake(result);
    }
  }

  /**
   * As {@link #refuse}, for label maps that are named after the subjects of a table.
   *
   * @throws CohortException when a file that the table names would be overwritten
   */
  static void refuseImages(Path table, Path output) {
    if (!Files.isRegularFile(table) || !Files.isDirectory(output)) {
      return;
    }
    CsvTable subjects = CsvTable.read(table);
    int ids = Columns.of(subjects).id();
    Set<String> taken = new HashSet<>();
    for (CsvTable.Row row : subjects.rows()) {
      for (String cell : row.cells()) {
        if (cell.endsWith(ENDING)) {
          // As ingest takes it: from the table's folder, or from here.
          Stream.of(Path.of(subjects.resolve(cell)), Path.of(cell))
              .filter(file -> isIn(output, file))
              .forEach(file -> taken.add(file.getFileName().toString()));
        }
      }
    }
    for (CsvTable.Row row : subjects.rows()) {
      String name = SubjectFile.name(row.cell(ids)) + ENDING;
      if (taken.contains(name)) {
        throw mistake(output.resolve(name));
      }
    }
  }

  private static boolean isIn(Path folder, Path file) {
    return Files.exists(file)
        && FileTrees.isSame(folder, file.toAbsolutePath().normalize().getParent());
  }

  private static CohortException mistake(Path result) {
    return new CohortException(
        "The results would overwrite what they are made from",
        result.toString(),
        "a place for the results of its own",
        "name another output");
  }
}
