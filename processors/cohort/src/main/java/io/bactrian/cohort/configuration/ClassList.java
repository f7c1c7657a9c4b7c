package io.bactrian.cohort.configuration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code class_list}: {@code [0, 1, 2]}, {@code "[0,1,2]"}, {@code ["0", "1"]} or Python's
 * {@code '[*range(0,5,1)]'}, alone or between others; or with labels that are one class together,
 * {@code ['0', '1||4', '2']}. Nothing is evaluated.
 */
final class ClassList {
  private static final Pattern ITEM =
      Pattern.compile(
          "\\s*(?:\\*\\s*range\\(([^)]*)\\)|['\"]?([-+]?\\d{1,9})(?:\\.0*)?['\"]?)\\s*(?:,|$)");
  private static final int MOST = 1024;
  private static final String EXPECTED = "a list of different label values, such as [0, 1, 2]";

  private static final String COMBINED = "a list of labels and combined labels: ['0', '1||4', '2']";

  private ClassList() {}

  static List<Integer> read(YamlValue value) {
    List<Integer> labels = new ArrayList<>();
    for (YamlValue item : value.items()) {
      String text = item.text();
      boolean bracketed = value.isScalar() && text.startsWith("[") && text.endsWith("]");
      add(labels, value, bracketed ? text.substring(1, text.length() - 1) : text);
    }
    if (new HashSet<>(labels).size() < labels.size()) {
      throw value.wrong(EXPECTED, "Remove the label that appears twice");
    }
    return labels;
  }

  /**
   * The labels of each class when some are combined by {@code ||} or {@code &&}, which GaNDLF takes
   * for the same: any of the labels. Classes may share labels. Empty when none are combined.
   */
  static List<List<Integer>> combined(YamlValue value) {
    List<String> items = value.items().stream().map(YamlValue::text).toList();
    if (items.stream().noneMatch(item -> item.contains("||") || item.contains("&&"))) {
      return List.of();
    }
    if (items.size() == 1) {
      items = List.of(items.get(0).replaceAll("^\\[|\\]$", "").split(","));
    }
    List<List<Integer>> classes = new ArrayList<>();
    for (String item : items) {
      List<Integer> labels = new ArrayList<>();
      for (String label : item.replaceAll("['\"\\s]", "").split("\\|\\||&&", -1)) {
        if (!label.matches("-?\\d{1,9}")) {
          throw value.wrong(COMBINED, "Correct the value");
        }
        labels.add(Integer.parseInt(label));
      }
      if (new HashSet<>(labels).size() < labels.size()
          || classes.stream().anyMatch(other -> new HashSet<>(other).equals(Set.copyOf(labels)))) {
        throw value.wrong(
            COMBINED + ", every class once and of different labels",
            "Remove what is there twice: " + item.strip());
      }
      classes.add(labels);
    }
    boolean background = classes.stream().anyMatch(ofClass -> ofClass.contains(0));
    if (background && !classes.get(0).contains(0)) {
      throw value.wrong(COMBINED + ", the background (0) first", "Change the order");
    }
    return classes;
  }

  private static void add(List<Integer> labels, YamlValue value, String text) {
    Matcher matcher = ITEM.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw value.wrong(EXPECTED, "Correct the value");
      }
      if (matcher.group(1) != null) {
        addRange(labels, value, matcher.group(1));
      } else {
        labels.add(Integer.parseInt(matcher.group(2)));
      }
      at = matcher.end();
    }
  }

  private static void addRange(List<Integer> labels, YamlValue value, String arguments) {
    String[] parts = arguments.replace(" ", "").split(",", -1);
    if (parts.length > 3 || !String.join("", parts).matches("[-+0-9]+")) {
      throw value.wrong("*range(start,stop,step) with whole numbers", "Correct the value");
    }
    try {
      int start = parts.length == 1 ? 0 : Integer.parseInt(parts[0]);
      int stop = Integer.parseInt(parts[parts.length == 1 ? 0 : 1]);
      int step = parts.length == 3 ? Integer.parseInt(parts[2]) : 1;
      if (step == 0 || Math.abs(((long) stop - start) / step) > MOST) {
        throw value.wrong("a range of at most " + MOST + " labels", "Correct the value");
      }
      for (long label = start; step > 0 ? label < stop : label > stop; label += step) {
        labels.add((int) label);
      }
    } catch (NumberFormatException e) {
      throw value.wrong("*range(start,stop,step) with whole numbers", "Correct the value");
    }
  }
}
