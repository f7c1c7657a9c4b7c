package io.bactrian.cli.validate;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Parts of a text that are replaced when the route is loaded or runs. */
final class Placeholders {
  private static final Pattern PROPERTY = Pattern.compile("\\{\\{([^{}]+)}}");
  private static final Pattern UNKNOWN =
      Pattern.compile("\\{\\{.*?}}|\\$\\{[^}]*}|RAW\\(.*?\\)|RAW\\{.*?}");
  private static final char MASK = '\uE000';

  private Placeholders() {}

  /** The text with each placeholder as that many signs of which no option is made. */
  static String mask(String text) {
    return UNKNOWN.matcher(text).replaceAll(m -> String.valueOf(MASK).repeat(m.end() - m.start()));
  }

  static boolean isMasked(String text) {
    return text.indexOf(MASK) >= 0;
  }

  /** Finds properties that have no value: without default, not optional, and not known. */
  static void check(ScalarNode node, Collection<String> known, Mistakes mistakes) {
    Matcher matcher = PROPERTY.matcher(node.getValue());
    while (matcher.find()) {
      String name = matcher.group(1).strip();
      if (!name.startsWith("?") && !name.contains(":") && !known.contains(name)) {
        mistakes.add(
            node,
            matcher.start(),
            "{{"
                + name
                + "}} is not declared in the parameters of the route and has no default"
                + Mistakes.instead(name, known));
      }
    }
  }
}
