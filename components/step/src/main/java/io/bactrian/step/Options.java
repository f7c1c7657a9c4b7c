package io.bactrian.step;

import io.bactrian.safety.UserMistakeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads the text of endpoint options that hold several values. */
public final class Options {
  private Options() {}

  /** Values between commas, without blanks. */
  public static List<String> texts(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).toList();
  }

  /** Whole numbers between commas, such as {@code 0,1,2}. */
  public static List<Integer> integers(String step, String option, String value) {
    try {
      return texts(value).stream().map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new OptionException(step, option, value, "whole numbers such as 0,1,2", e);
    }
  }

  /** Three numbers for x, y, z, such as {@code 1,1,2.5}; one number stands for all three. */
  public static double[] threeNumbers(String step, String option, String value) {
    required(step, option, value);
    try {
      double[] numbers = texts(value).stream().mapToDouble(Double::parseDouble).toArray();
      if (numbers.length == 1) {
        return new double[] {numbers[0], numbers[0], numbers[0]};
      }
      if (numbers.length == 3) {
        return numbers;
      }
    } catch (NumberFormatException e) {
      throw new OptionException(step, option, value, "three numbers such as 1,1,2.5", e);
    }
    throw new OptionException(step, option, value, "three numbers such as 1,1,2.5", null);
  }

  /** The value, which must not be null. */
  public static <T> T required(String step, String option, T value) {
    if (value == null) {
      throw new OptionException(step, option, "nothing", "a value", null);
    }
    return value;
  }

  /** The constant of that name, in any case. */
  public static <E extends Enum<E>> E choice(
      String step, String option, String value, Class<E> kind) {
    for (E constant : kind.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value.strip())) {
        return constant;
      }
    }
    String names = Arrays.toString(kind.getEnumConstants()).toLowerCase(Locale.ROOT);
    throw wrong(step, option, value, "one of " + names.substring(1, names.length() - 1));
  }

  /** Refuses a value unless it is right. */
  public static void check(
      boolean right, String step, String option, String value, String expected) {
    if (!right) {
      throw wrong(step, option, value, expected);
    }
  }

  /** That an option cannot have this value. */
  public static OptionException wrong(String step, String option, String value, String expected) {
    return new OptionException(step, option, value, expected, null);
  }

  /** An option of a step that is missing or cannot be read. */
  public static final class OptionException extends UserMistakeException {
    OptionException(String step, String option, String value, String expected, Throwable cause) {
      super(
          "The option " + option + " of the step " + step + " cannot be " + value,
          "the route that uses " + step,
          expected,
          "write " + step + "?" + option + "=...",
          cause);
    }

    private OptionException(String property, String value, String expected) {
      super(
          "The property " + property + " cannot be " + value,
          "the properties of the run",
          expected,
          "write -P " + property + "=...",
          null);
    }

    static OptionException ofProperty(String name, String value, String expected) {
      return new OptionException(name, value, expected);
    }
  }
}
