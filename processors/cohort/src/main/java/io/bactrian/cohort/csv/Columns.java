package io.bactrian.cohort.csv;

import io.bactrian.cohort.CohortException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which column of a table of subjects means what, told by GaNDLF's names in any case.
 *
 * <p>GaNDLF takes every column whose name contains such a word. Here that goes only where no column
 * has the plain name, so that {@code ImageType} beside {@code Channel_0} stays an attribute, and
 * never for a column of numbers alone where a file is wanted.
 *
 * @param id of the subject
 * @param channels of the images, by their number where all have one, else in the table's order
 * @param label of the label map, or -1
 * @param targets of the values to predict, by their number where all have one
 * @param attributes all others
 */
public record Columns(
    int id, List<Integer> channels, int label, List<Integer> targets, List<Integer> attributes) {
  private static final List<String> IDS =
      List.of("subjectid", "subject", "subjectname", "patientid", "patientname", "patient", "pid");
  private static final Pattern ANY_ID = Pattern.compile(".*(?:subject|patient|pid).*");
  private static final Pattern CHANNEL =
      Pattern.compile("(?:channel|modality|image)(?:[ _-]?\\d+|[ _-].+)?");
  private static final Pattern ANY_CHANNEL = Pattern.compile(".*(?:channel|modality|image).*");
  private static final Pattern LABEL =
      Pattern.compile("(?:label|mask|segmentation|ground_?truth)(?:[ _-]?\\d+)?");
  private static final Pattern ANY_LABEL =
      Pattern.compile(".*(?:label|mask|segmentation|ground_?truth).*");
  private static final Pattern TARGET = Pattern.compile(".*value[ _-]?to[ _-]?predict.*");
  private static final Pattern NUMBER =
      Pattern.compile("(?:channel|modality|image|.*predict)[ _-]?(\\d{1,18})");

  public Columns {
    channels = List.copyOf(channels);
    targets = List.copyOf(targets);
    attributes = List.copyOf(attributes);
  }

  /**
   * Sorts the columns of a table.
   *
   * @throws CohortException when there is no subject or no channel, or more than one label
   */
  public static Columns of(CsvTable table) {
    List<Integer> left =
        new ArrayList<>(IntStream.range(0, table.header().size()).boxed().toList());
    int id = idColumn(table, left);
    left.removeIf(column -> column == id);
    List<Integer> targets = take(left, column -> TARGET.matcher(name(table, column)).matches());
    List<Integer> channels = take(left, column -> CHANNEL.matcher(name(table, column)).matches());
    List<Integer> labels = take(left, column -> LABEL.matcher(name(table, column)).matches());
    if (labels.isEmpty()) {
      labels = take(left, column -> holdsFiles(table, column, ANY_LABEL));
    }
    if (channels.isEmpty()) {
      channels = take(left, column -> holdsFiles(table, column, ANY_CHANNEL));
    }
    if (channels.isEmpty()) {
      throw missing(table, "of images", "Channel_0, Channel_1, ... (or Modality_*, Image_*)");
    }
    return new Columns(
        id, ordered(table, channels), atMostOne(table, labels), ordered(table, targets), left);
  }

  private static int idColumn(CsvTable table, List<Integer> columns) {
    for (String known : IDS) {
      for (int column : columns) {
        if (name(table, column).replaceAll("[ _-]", "").equals(known)) {
          return column;
        }
      }
    }
    return columns.stream()
        .filter(column -> ANY_ID.matcher(name(table, column)).matches())
        .findFirst()
        .orElseThrow(
            () ->
                missing(table, "SubjectID", "SubjectID (or Subject, PatientID, PatientName, PID)"));
  }

  private static List<Integer> take(List<Integer> from, Predicate<Integer> which) {
    List<Integer> taken = from.stream().filter(which).toList();
    from.removeAll(taken);
    return taken;
  }

  private static String name(CsvTable table, int column) {
    return table.header().get(column).toLowerCase(Locale.ROOT);
  }

  private static boolean holdsFiles(CsvTable table, int column, Pattern names) {
    return names.matcher(name(table, column)).matches()
        && table.rows().stream()
            .map(row -> row.cell(column))
            .anyMatch(cell -> !cell.isEmpty() && !cell.matches("[-+.,\\deE]+"));
  }

  private static List<Integer> ordered(CsvTable table, List<Integer> columns) {
    List<Long> numbers = columns.stream().map(column -> number(name(table, column))).toList();
    if (numbers.contains(-1L)) {
      return columns;
    }
    return columns.stream().sorted(Comparator.comparing(i -> number(name(table, i)))).toList();
  }

  private static long number(String name) {
    Matcher matcher = NUMBER.matcher(name);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  private static int atMostOne(CsvTable table, List<Integer> columns) {
    if (columns.size() > 1) {
      List<String> names = columns.stream().map(table.header()::get).toList();
      throw new CohortException(
          "Several columns could be the label map: " + String.join(", ", names),
          table.file() + ", row 1",
          "one column with the label map",
          "Rename or remove the others");
    }
    return columns.isEmpty() ? -1 : columns.get(0);
  }

  private static CohortException missing(CsvTable table, String what, String expected) {
    return new CohortException(
        "There is no column " + what,
        table.file() + ", row 1",
        expected + "; found: " + String.join(", ", table.header()),
        "Add or rename the column");
  }
}
