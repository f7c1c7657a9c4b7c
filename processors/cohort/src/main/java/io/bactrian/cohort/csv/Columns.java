package io.bactrian.cohort.csv;

import io.bactrian.cohort.CohortException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which column of a table of subjects means what, told by GaNDLF's names in any case.
 *
 * @param id of the subject
 * @param channels of the images, by their number where all have one, else in the table's order
 * @param label of the label map, or -1
 * @param target of the value to predict, or -1
 * @param attributes all others
 */
public record Columns(
    int id, List<Integer> channels, int label, int target, List<Integer> attributes) {
  private static final List<String> IDS =
      List.of("subjectid", "subject", "subjectname", "patientid", "patientname", "patient", "pid");
  private static final Pattern CHANNEL =
      Pattern.compile("(?:channel|modality|image)(?:[ _-]?(\\d+)|[ _-].+)?");
  private static final Pattern LABEL =
      Pattern.compile("(?:label|mask|segmentation|ground_?truth)(?:[ _-]?\\d+)?");
  private static final Set<String> TARGETS = Set.of("valuetopredict");

  public Columns {
    channels = List.copyOf(channels);
    attributes = List.copyOf(attributes);
  }

  /**
   * Sorts the columns of a table.
   *
   * @throws CohortException when there is no subject or no channel, or two labels or targets
   */
  public static Columns of(CsvTable table) {
    List<String> names = table.header();
    int id = idColumn(names);
    List<Integer> channels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<Integer> targets = new ArrayList<>();
    List<Integer> attributes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).toLowerCase(Locale.ROOT);
      if (i == id) {
        continue;
      } else if (CHANNEL.matcher(name).matches()) {
        channels.add(i);
      } else if (LABEL.matcher(name).matches()) {
        labels.add(i);
      } else if (TARGETS.contains(plain(name).replaceAll("\\d+$", ""))) {
        targets.add(i);
      } else {
        attributes.add(i);
      }
    }
    if (id < 0) {
      throw missing(table, "SubjectID", "SubjectID (or Subject, PatientID, PatientName, PID)");
    }
    if (channels.isEmpty()) {
      throw missing(table, "of images", "Channel_0, Channel_1, ... (or Modality_*, Image_*)");
    }
    return new Columns(
        id,
        ordered(channels, names),
        atMostOne(table, labels, "label map"),
        atMostOne(table, targets, "value to predict"),
        attributes);
  }

  private static int idColumn(List<String> names) {
    List<String> plain = names.stream().map(Columns::plain).toList();
    return IDS.stream().mapToInt(plain::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
  }

  private static List<Integer> ordered(List<Integer> channels, List<String> names) {
    List<Long> numbers = channels.stream().map(i -> number(names.get(i))).toList();
    if (numbers.contains(-1L)) {
      return channels;
    }
    return channels.stream().sorted(Comparator.comparing(i -> number(names.get(i)))).toList();
  }

  private static long number(String name) {
    Matcher matcher = CHANNEL.matcher(name.toLowerCase(Locale.ROOT));
    String digits = matcher.matches() ? matcher.group(1) : null;
    return digits == null || digits.length() > 18 ? -1 : Long.parseLong(digits);
  }

  private static int atMostOne(CsvTable table, List<Integer> columns, String what) {
    if (columns.size() > 1) {
      List<String> names = columns.stream().map(table.header()::get).toList();
      throw new CohortException(
          "Several columns could be the " + what + ": " + String.join(", ", names),
          table.file() + ", row 1",
          "one column with the " + what,
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
