package io.bactrian.dsl;

import java.util.List;
import java.util.Locale;

/**
 * A parameter of a route: what it writes as {@code {{name}}}.
 *
 * @param defaultValue its value when none is given, or null when one has to be given
 * @param values those that it may have; empty when all of its type
 */
public record Parameter(
    String name, Type type, String defaultValue, List<String> values, String description) {
  /** What a value must look like. */
  public enum Type {
    TEXT("a text"),
    INTEGER("a whole number such as 4"),
    NUMBER("a number such as 0.5"),
    BOOLEAN("true or false"),
    FILE("an existing file"),
    FOLDER("a folder"),
    DURATION("a time such as 10s, 5m or 2h");

    private final String expected;

    Type(String expected) {
      this.expected = expected;
    }

    /** As it is written in a route. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public String expected() {
      return expected;
    }
  }

  public Parameter {
    values = List.copyOf(values);
  }

  public boolean isRequired() {
    return defaultValue == null;
  }

  /** What a value must look like, in words. */
  public String expected() {
    return values.isEmpty() ? type.expected() : "one of " + String.join(", ", values);
  }

  /** Whether a value is one of this parameter's, as far as can be told without looking at files. */
  public boolean accepts(String value) {
    if (!values.isEmpty()) {
      return values.contains(value);
    }
    return switch (type) {
      case TEXT -> true;
      case FILE, FOLDER -> !value.isBlank();
      case INTEGER -> value.matches("[+-]?\\d{1,18}");
      case NUMBER -> isNumber(value);
      case BOOLEAN -> value.equals("true") || value.equals("false");
      case DURATION -> value.matches("(\\d{1,9}(ms|s|m|h|d)?)+");
    };
  }

  private static boolean isNumber(String value) {
    try {
      return Double.isFinite(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
