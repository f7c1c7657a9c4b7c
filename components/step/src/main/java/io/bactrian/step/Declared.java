package io.bactrian.step;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.util.TimeUtils;

/**
 * What properties declare: processors and memory of the machine and of the tasks of a step, and how
 * often and how long a task is tried. {@code SCHEME.NAME} is for the steps of one component, {@code
 * step.NAME} for all others.
 */
final class Declared {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*([mgt]?)i?b?");

  private static final Pattern TIME =
      Pattern.compile(
          "\\d{1,12}|(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?(?<=[a-z])");

  private Declared() {}

  /** {@code machine.cpus} and {@code machine.memory}; all there is when they are not given. */
  static Resources resources(CamelContext context) {
    Resources all = Resources.ofMachine();
    return new Resources(
        property(context, "machine.cpus")
            .map(text -> cpus("machine.cpus", text))
            .orElse(all.cpus()),
        property(context, "machine.memory")
            .map(text -> mebibytes("machine.memory", text))
            .orElse(all.mebibytes()));
  }

  /** The property {@code SCHEME.cpus}. */
  static int cpus(CamelContext context, String scheme, int otherwise) {
    String name = name(context, scheme, "cpus");
    return property(context, name).map(text -> cpus(name, text)).orElse(otherwise);
  }

  private static int cpus(String name, String text) {
    return whole(name, text, 0, "a whole number of processors, 0 for all");
  }

  /** The property {@code SCHEME.memory}, or 0. */
  static long mebibytes(CamelContext context, String scheme) {
    String name = name(context, scheme, "memory");
    return property(context, name).map(text -> mebibytes(name, text)).orElse(0L);
  }

  /** The property {@code SCHEME.attempts}. */
  static int attempts(CamelContext context, String scheme, int otherwise) {
    String name = name(context, scheme, "attempts");
    return property(context, name).map(text -> attempts(name, text)).orElse(otherwise);
  }

  /** How often a task is tried in all, from 1. */
  static int attempts(String name, String text) {
    return whole(name, text, 1, "a whole number from 1");
  }

  private static int whole(String name, String text, int least, String expected) {
    String digits = text.strip();
    if (!digits.matches("\\d{1,9}") || Integer.parseInt(digits) < least) {
      throw wrong(name, text, expected);
    }
    return Integer.parseInt(digits);
  }

  /** The time that the property {@code SCHEME.OPTION} gives, in milliseconds. */
  static long millis(CamelContext context, String scheme, String option, long otherwise) {
    String name = name(context, scheme, option);
    return property(context, name).map(text -> millis(name, text)).orElse(otherwise);
  }

  private static long millis(String name, String text) {
    String time = text.strip().toLowerCase(Locale.ROOT);
    if (!TIME.matcher(time).matches()) {
      throw wrong(name, text, "a time such as 500, 30s or 10m");
    }
    return TimeUtils.toMilliSeconds(time);
  }

  /** A size such as 500m or 2g, in MiB; a number alone is MiB. */
  static long mebibytes(String option, String text) {
    Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw wrong(option, text, "a size such as 500m or 2g");
    }
    long number = Long.parseLong(size.group(1));
    return switch (size.group(2)) {
      case "g" -> number << 10;
      case "t" -> number << 20;
      default -> number;
    };
  }

  /**
   * @param name of a property, or of an option: {@code STEP?OPTION}
   */
  private static Options.OptionException wrong(String name, String text, String expected) {
    int option = name.indexOf('?');
    return option < 0
        ? Options.OptionException.ofProperty(name, text, expected)
        : Options.wrong(name.substring(0, option), name.substring(option + 1), text, expected);
  }

  /** The property of the steps of one component where there is one, or else that of all steps. */
  private static String name(CamelContext context, String scheme, String option) {
    String own = scheme + "." + option;
    return property(context, own).isPresent() ? own : "step." + option;
  }

  private static Optional<String> property(CamelContext context, String name) {
    return context.getPropertiesComponent().resolveProperty(name);
  }
}
