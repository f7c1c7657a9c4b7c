package io.bactrian.step;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/** Processors and memory that properties declare: of the machine and of the tasks of a step. */
final class Declared {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*([mgt]?)i?b?");

  private Declared() {}

  /** {@code machine.cpus} and {@code machine.memory}; all there is when they are not given. */
  static Resources resources(CamelContext context) {
    Resources all = Resources.ofMachine();
    return new Resources(
        cpus(context, "machine", all.cpus()),
        property(context, "machine.memory")
            .map(text -> mebibytes("machine.memory", text))
            .orElse(all.mebibytes()));
  }

  /** The property {@code WHO.cpus}. */
  static int cpus(CamelContext context, String who, int otherwise) {
    String name = who + ".cpus";
    return property(context, name)
        .map(text -> Options.integers(who, "cpus", text).get(0))
        .orElse(otherwise);
  }

  /** The property {@code WHO.memory}, or 0. */
  static long mebibytes(CamelContext context, String who) {
    String name = who + ".memory";
    return property(context, name).map(text -> mebibytes(name, text)).orElse(0L);
  }

  /** A size such as 500m or 2g, in MiB; a number alone is MiB. */
  static long mebibytes(String option, String text) {
    Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      String expected = "a size such as 500m or 2g";
      throw option.endsWith(".memory")
          ? Options.OptionException.ofProperty(option, text, expected)
          : new Options.OptionException(option, "memory", text, expected, null);
    }
    long number = Long.parseLong(size.group(1));
    return switch (size.group(2)) {
      case "g" -> number << 10;
      case "t" -> number << 20;
      default -> number;
    };
  }

  private static Optional<String> property(CamelContext context, String name) {
    return context.getPropertiesComponent().resolveProperty(name);
  }
}
