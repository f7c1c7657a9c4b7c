package io.bactrian.cohort;

import io.bactrian.cohort.csv.Columns;
import io.bactrian.cohort.csv.CsvTable;
import io.bactrian.safety.MissingFileException;
import io.bactrian.safety.UserMistakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads GaNDLF's table of subjects: {@code SubjectID}, {@code Channel_*} (or {@code Modality_*},
 * {@code Image_*}), {@code Label} (or {@code Mask}, {@code Segmentation}), {@code ValueToPredict};
 * further columns become attributes. Of several values to predict the first is the target; the
 * others become attributes, too, but have to be numbers. Paths are absolute, or relative to the
 * table's folder or, where there is no such file, to the current one, as in GaNDLF.
 */
public final class CohortReader {
  private static final String STEP = "ingest";

  private CohortReader() {}

  /**
   * Reads a table in which everything must be right.
   *
   * @throws CohortException for a mistake in the table
   * @throws MissingFileException for a table, image or label map that does not exist
   */
  public static Cohort read(Path csv) {
    return new Cohort(subjects(csv, null, false));
  }

  /**
   * Reads a table, leaving out subjects that cannot be used: whose image or label file is missing,
   * or whose image, label or value has no cell filled in although other subjects have one.
   *
   * @throws CohortException for a mistake of the table as a whole: its columns, a ragged row, a row
   *     without an id, a duplicate subject
   */
  public static IngestResult readLeniently(Path csv) {
    List<SubjectFailure> failures = new ArrayList<>();
    return new IngestResult(new Cohort(subjects(csv, failures, false)), failures);
  }

  /**
   * As {@link #readLeniently}, a table of subjects to predict: those without a label or value are
   * taken too, although others have one.
   */
  public static IngestResult readToPredict(Path csv) {
    List<SubjectFailure> failures = new ArrayList<>();
    return new IngestResult(new Cohort(subjects(csv, failures, true)), failures);
  }

  /**
   * Makes sure that every subject can be trained on or scored.
   *
   * @param where the table, for the message
   * @throws CohortException naming the first subject without a label map
   */
  public static void requireLabels(Cohort cohort, String where) {
    for (Subject subject : cohort.subjects()) {
      if (subject.label() == null) {
        throw new CohortException(
            "Subject " + subject.id() + " has no label map",
            where,
            "a column Label (or Mask, Segmentation) with a file for every subject"
                + others(subject),
            "Add the column, or leave the subject out");
      }
    }
  }

  /** A name that is misspelt is among them. */
  private static String others(Subject subject) {
    return subject.attributes().isEmpty()
        ? ""
        : "; other columns: " + String.join(", ", subject.attributes().keySet());
  }

  private static List<Subject> subjects(
      Path csv, List<SubjectFailure> failures, boolean toPredict) {
    CsvTable table = CsvTable.read(csv);
    Columns columns = Columns.of(table);
    if (table.rows().isEmpty()) {
      throw new CohortException(
          "The table has no subjects",
          csv.toString(),
          "one row a subject below the header",
          "Add the subjects");
    }
    boolean labels = anyFilled(table, columns.label());
    List<Integer> targets = columns.targets().stream().filter(i -> anyFilled(table, i)).toList();
    checkIds(table, columns);
    List<Subject> subjects = new ArrayList<>();
    for (CsvTable.Row row : table.rows()) {
      try {
        boolean label = labels && !(toPredict && row.cell(columns.label()).isEmpty());
        List<Integer> filled =
            toPredict ? targets.stream().filter(i -> !row.cell(i).isEmpty()).toList() : targets;
        subjects.add(subject(table, columns, row, label, filled));
      } catch (UserMistakeException e) {
        if (failures == null) {
          throw e;
        }
        failures.add(new SubjectFailure(row.cell(columns.id()), STEP, e.inOneLine()));
      }
    }
    return subjects;
  }

  private static boolean anyFilled(CsvTable table, int column) {
    return column >= 0 && table.rows().stream().anyMatch(row -> !row.cell(column).isEmpty());
  }

  private static void checkIds(CsvTable table, Columns columns) {
    Set<String> seen = new HashSet<>();
    for (CsvTable.Row row : table.rows()) {
      String id = row.cell(columns.id());
      if (id.isEmpty()) {
        throw new CohortException(
            "The row has no " + table.header().get(columns.id()),
            row.where(),
            "an id in every row, each only once",
            "Fill in the cell or remove the row");
      }
      if (!seen.add(id)) {
        throw duplicate(id, row.where());
      }
    }
  }

  static CohortException duplicate(String id, String where) {
    return new CohortException(
        "Subject " + id + " appears a second time",
        where,
        "every subject only once",
        "Remove one row; studies of one patient get ids of their own and a column PatientID");
  }

  private static Subject subject(
      CsvTable table, Columns columns, CsvTable.Row row, boolean labels, List<Integer> targets) {
    Map<String, String> channels = new LinkedHashMap<>();
    for (int column : columns.channels()) {
      channels.put(table.header().get(column), file(table, row, column, "image"));
    }
    String label = labels ? file(table, row, columns.label(), "label map") : null;
    Map<String, String> attributes = new LinkedHashMap<>();
    Double target = null;
    for (int column : targets) {
      double value = number(table, row, column);
      if (target == null) {
        target = value;
      } else {
        attributes.put(table.header().get(column), Double.toString(value));
      }
    }
    for (int column : columns.attributes()) {
      if (!row.cell(column).isEmpty()) {
        String name = table.header().get(column);
        boolean mask = name.replaceAll("[ _-]", "").equalsIgnoreCase(Subject.MASK);
        attributes.put(
            mask ? Subject.MASK : name, mask ? file(table, row, column, "mask") : row.cell(column));
      }
    }
    return new Subject(row.cell(columns.id()), channels, label, target, attributes, null);
  }

  private static String file(CsvTable table, CsvTable.Row row, int column, String what) {
    String header = table.header().get(column);
    if (row.cell(column).isEmpty()) {
      throw new CohortException(
          "There is no " + what + " under " + header,
          row.where(),
          "a file, as the other subjects have",
          "Fill in the cell or remove the row");
    }
    String path = table.resolve(row.cell(column));
    Path fromHere = Path.of(row.cell(column)).toAbsolutePath().normalize();
    if (!Files.exists(Path.of(path)) && Files.exists(fromHere)) {
      return fromHere.toString();
    }
    if (!Files.exists(Path.of(path))) {
      throw new MissingFileException(
          "The " + what + " " + path + " does not exist",
          row.where() + ", column " + header,
          "a file; relative paths start at the folder of the table",
          "Correct the path or bring the file there");
    }
    return path;
  }

  private static double number(CsvTable table, CsvTable.Row row, int column) {
    String cell = row.cell(column);
    try {
      // Where cells stand between semicolons, spreadsheets write the decimal comma.
      double number = Double.parseDouble(cell.replace(',', '.'));
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message below says it better.
    }
    if (cell.isEmpty()) {
      throw new CohortException(
          "There is no value under " + table.header().get(column),
          row.where(),
          "a number, as the other subjects have",
          "Fill in the cell or remove the row");
    }
    throw new CohortException(
        "\"" + cell + "\" under " + table.header().get(column) + " is not a number",
        row.where(),
        "the value to predict, such as 1 or 0.5",
        "Correct the cell or remove the row");
  }
}
