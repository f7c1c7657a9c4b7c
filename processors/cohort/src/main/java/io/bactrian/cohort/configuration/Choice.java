package io.bactrian.cohort.configuration;

import io.bactrian.safety.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Names of which one is chosen: those that exist, by each of their spellings, and those of GaNDLF
 * that do not exist yet.
 *
 * @param what is chosen, such as {@code architecture}
 * @param existing spelling in lower case to the name used here
 * @param later GaNDLF's names without a feature here, in lower case
 * @param page where the names are told when they are too many for a message; null to list them
 */
record Choice(String what, Map<String, String> existing, List<String> later, String page) {

  /**
   * @param existing names; other spellings of one follow it after equals signs: {@code dc=dice ce}
   * @param later names
   */
  static Choice of(String what, String existing, String later) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String group : existing.split(" ")) {
      String[] spellings = group.split("=");
      for (String spelling : spellings) {
        names.put(spelling.toLowerCase(Locale.ROOT), spellings[0]);
      }
    }
    return new Choice(what, names, later.isEmpty() ? List.of() : List.of(later.split(" ")), null);
  }

  /** The same choice with a page that lists the names, for messages. */
  Choice toldOn(String newPage) {
    return new Choice(what, existing, later, newPage);
  }

  /** The name that a value chooses. */
  String of(YamlValue value) {
    if (!value.isEmpty() && !value.isScalar()) {
      throw value.wrong(choices(), choose());
    }
    return of(value, value.isEmpty() ? "none" : value.lower());
  }

  /**
   * The name for a spelling.
   *
   * @throws ConfigurationException at the place of {@code value} for a name that does not exist
   *     yet, or that nobody knows
   */
  String of(YamlValue value, String spelling) {
    String name = spelling.toLowerCase(Locale.ROOT);
    String found = existing.get(name);
    if (found != null) {
      return found;
    }
    if (later.contains(name)) {
      throw value.mistake("The " + what + " " + name + " does not exist yet", choices(), choose());
    }
    List<String> all = new ArrayList<>(existing.keySet());
    all.addAll(later);
    String nearest = Nearest.of(name, all);
    throw value.mistake(
        "The " + what + " " + spelling + " is not known",
        choices(),
        existing.containsKey(nearest)
            ? "Perhaps " + nearest + " was meant"
            : choose() + " (" + nearest + " is known but does not exist yet)");
  }

  private String choose() {
    return page == null ? "Choose one of these" : "Choose one of them";
  }

  private String choices() {
    List<String> names = List.copyOf(new LinkedHashSet<>(existing.values()));
    return page == null
        ? "one of " + String.join(", ", names)
        : names.get(0) + ", " + names.get(1) + " or another name of " + page;
  }
}
