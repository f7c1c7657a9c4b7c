package io.bactrian.cohort.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value of a YAML file that knows its place. Read from the nodes of the parser, so that no object
 * is ever made from a tag, and that numbers may be written as strings, as GaNDLF allows.
 *
 * @param file for messages
 * @param key with the sections before it, such as {@code model.depth}; empty for the whole file
 * @param line in the file, from 1
 * @param node of the parser
 */
record YamlValue(Path file, String key, int line, Node node) {

  YamlValue child(String name, Node childNode, int childLine) {
    String dot = key.isEmpty() || name.isEmpty() ? "" : ".";
    return new YamlValue(file, key + dot + name, childLine, childNode);
  }

  /** The raw text, or null where there is none: null, None, or not a scalar. */
  String textOrNull() {
    if (!(node instanceof ScalarNode scalar)) {
      return null;
    }
    String text = scalar.getValue().strip();
    return List.of("", "~", "null", "none").contains(text.toLowerCase(Locale.ROOT)) ? null : text;
  }

  /** Whether nothing was given: null, None, or an empty text, list or mapping. */
  boolean isEmpty() {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().isEmpty();
    }
    if (node instanceof MappingNode mapping) {
      return mapping.getValue().isEmpty();
    }
    return textOrNull() == null;
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /** Whether the value says no: false, or nothing at all. */
  boolean isOff() {
    return isEmpty() || List.of("false", "no", "off").contains(lower());
  }

  /** Whether the value is the word false. */
  boolean isFalse() {
    return lower().equals("false");
  }

  /** The text in lower case; empty for what is no text. */
  String lower() {
    String text = textOrNull();
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  String text() {
    String text = textOrNull();
    if (text == null) {
      throw wrong("a text", "Write the value after the colon");
    }
    return text;
  }

  /** A file, beside the configuration, or else relative to where the program runs; absolute. */
  Path path() {
    Path beside = file.toAbsolutePath().resolveSibling(text()).normalize();
    Path here = Path.of(text()).toAbsolutePath().normalize();
    return Files.exists(here) && !Files.exists(beside) ? here : beside;
  }

  boolean flag() {
    return switch (lower()) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw wrong("True or False", "Write one of the two");
    };
  }

  double number() {
    return number("a number");
  }

  /** A finite number, as YAML or Python write it, quoted or not. */
  double number(String expected) {
    String text = textOrNull();
    if (text != null && text.matches("[-+]?[0-9_]*\\.?[0-9_]*([eE][-+]?[0-9]+)?")) {
      try {
        double number = Double.parseDouble(text.replace("_", ""));
        if (Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // The message below says it better.
      }
    }
    throw wrong(expected, "Correct the value");
  }

  /** A whole number of at least {@code minimum}. */
  int integer(int minimum) {
    return integer(minimum, Integer.MAX_VALUE);
  }

  /** A whole number within bounds. */
  int integer(int minimum, int maximum) {
    String expected = "a whole number";
    if (minimum != Integer.MIN_VALUE) {
      expected += " of at least " + minimum;
    }
    if (number(expected) > maximum) {
      expected += " and at most " + maximum;
    }
    double number = number(expected);
    if (number != Math.rint(number) || number < minimum || number > maximum) {
      throw wrong(expected, "Correct the value");
    }
    return (int) number;
  }

  /** A number within bounds that belong to it. */
  double number(double minimum, double maximum, String expected) {
    double number = number(expected);
    if (number < minimum || number > maximum) {
      throw wrong(expected, "Correct the value");
    }
    return number;
  }

  /** The items of a list; a single value counts as a list of one. */
  List<YamlValue> items() {
    if (!(node instanceof SequenceNode sequence)) {
      return List.of(this);
    }
    List<YamlValue> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new YamlValue(file, key, item.getStartMark().getLine() + 1, item));
    }
    return items;
  }

  /** Numbers: one, or a list. */
  List<Double> numbers(String expected) {
    List<Double> numbers = new ArrayList<>();
    for (YamlValue item : items()) {
      numbers.add(item.number(expected));
    }
    if (numbers.isEmpty()) {
      throw wrong(expected, "Fill in the list");
    }
    return numbers;
  }

  /** What the value looks like, for messages. */
  String shown() {
    if (node instanceof ScalarNode scalar) {
      String text = scalar.getValue();
      return text.isBlank() ? "empty" : text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
    if (node instanceof SequenceNode sequence
        && sequence.getValue().size() <= 12
        && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
      return sequence.getValue().stream()
          .map(item -> ((ScalarNode) item).getValue())
          .toList()
          .toString();
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }

  /** That the value is not what was expected. */
  ConfigurationException wrong(String expected, String mend) {
    return mistake(key + " is " + shown(), expected, mend);
  }

  /** Another mistake at this place. */
  ConfigurationException mistake(String what, String expected, String mend) {
    return new ConfigurationException(what, where(), expected, mend);
  }

  String where() {
    return file + ", line " + line + (key.isEmpty() ? "" : ", key " + key);
  }
}
