package io.bactrian.cli;

import io.bactrian.dsl.Parameter;
import io.bactrian.safety.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a route takes from outside.
 *
 * @param where the route, for messages
 * @param parameters what it declares; empty when it declares nothing, and then all is allowed
 * @param profiles sets of values by name
 */
record RouteInterface(
    String where, List<Parameter> parameters, Map<String, Map<String, String>> profiles) {
  /** What the command line always gives. */
  private static final Set<String> GIVEN = Set.of("work", "failed", "output");

  /** What every step may be told: processors and memory of a task, and those of the machine. */
  private static final Pattern MACHINE = Pattern.compile("[a-z]+\\.(cpus|memory)");

  /**
   * All values: defaults, over them those of the profile, over them those given.
   *
   * @param profile or null
   * @param given by the user
   * @throws RouteException for all mistakes at once: an unknown profile or key, a value of a wrong
   *     type, a missing one
   */
  Map<String, String> values(String profile, Map<String, String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> mistakes = new ArrayList<>();
    parameters.stream()
        .filter(p -> !p.isRequired() && !p.defaultValue().isEmpty())
        .forEach(p -> values.put(p.name(), p.defaultValue()));
    if (profile != null && !profiles.containsKey(profile)) {
      mistakes.add("there is no profile " + profile + suggestion(profile, profiles.keySet()));
    } else if (profile != null) {
      values.putAll(profiles.get(profile));
    }
    values.putAll(given);
    if (!parameters.isEmpty()) {
      check(values, mistakes);
    }
    if (!mistakes.isEmpty()) {
      throw new RouteException(
          "The parameters of the route are wrong: " + String.join("; ", mistakes),
          where,
          "what 'bactrian run ROUTE --help' lists",
          "correct the values after -P and --profile",
          null);
    }
    return values;
  }

  private void check(Map<String, String> values, List<String> mistakes) {
    Set<String> names = new TreeSet<>();
    for (Parameter parameter : parameters) {
      names.add(parameter.name());
      String value = values.get(parameter.name());
      if (value == null && !parameter.isRequired()) {
        continue;
      } else if (value == null) {
        mistakes.add(parameter.name() + " is missing (" + parameter.expected() + ")");
      } else if (!parameter.accepts(value)
          || parameter.type() == Parameter.Type.FILE && !Files.isRegularFile(Path.of(value))) {
        mistakes.add(
            parameter.name() + " cannot be \"" + value + "\", but " + parameter.expected());
      }
    }
    for (String name : values.keySet()) {
      if (!names.contains(name) && !GIVEN.contains(name) && !MACHINE.matcher(name).matches()) {
        mistakes.add(name + " is not known" + suggestion(name, names));
      }
    }
  }

  private static String suggestion(String name, Set<String> known) {
    return known.isEmpty() ? "" : "; did you mean " + Nearest.of(name, known) + "?";
  }

  /** The folder to which a run writes: {@code output}, or where that is a file, its folder. */
  Path folder(Map<String, String> values) {
    String output = values.get("output");
    boolean file =
        parameters.stream()
            .anyMatch(p -> p.name().equals("output") && p.type() != Parameter.Type.FOLDER);
    if (output == null) {
      return null;
    }
    return file ? Path.of(output).toAbsolutePath().getParent() : Path.of(output);
  }

  /** The parameters and profiles, a line each. */
  List<String> help() {
    List<String> lines = new ArrayList<>();
    if (!parameters.isEmpty()) {
      lines.add("Parameters of " + where + " (-P NAME=VALUE):");
    }
    for (Parameter parameter : parameters) {
      String value =
          parameter.isRequired()
              ? "required"
              : parameter.defaultValue().isEmpty()
                  ? "optional"
                  : "default " + parameter.defaultValue();
      String kind =
          parameter.values().isEmpty()
              ? parameter.type().word()
              : String.join("|", parameter.values());
      lines.add(
          String.format(
              "  %-16s %s (%s; %s)", parameter.name(), parameter.description(), kind, value));
    }
    profiles.forEach(
        (name, values) -> lines.add("Profile " + name + " (--profile " + name + "): " + values));
    return lines;
  }
}
