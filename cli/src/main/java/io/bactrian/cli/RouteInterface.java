package io.bactrian.cli;

import io.bactrian.cli.validate.StepSettings;
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

  private static final List<String> LOG_FORMATS = List.of("text", "json");

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
      checkValues(values, mistakes);
      checkNames(values.keySet(), mistakes);
    }
    checkLogFormat(values, mistakes);
    refuse(mistakes);
    return values;
  }

  /**
   * What steps, machine and log are told, without any parameter of the route: the settings of the
   * profile, over them those given.
   *
   * @param profile or null
   * @param given by the user
   * @throws RouteException for all mistakes at once
   */
  Map<String, String> settings(String profile, Map<String, String> given) {
    Set<String> settings = StepSettings.names();
    List<String> mistakes = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    if (profile != null && !profiles.containsKey(profile)) {
      mistakes.add("there is no profile " + profile + suggestion(profile, profiles.keySet()));
    } else if (profile != null) {
      values.putAll(profiles.get(profile));
      values.keySet().retainAll(settings);
    }
    values.putAll(given);
    values.keySet().stream()
        .filter(name -> !settings.contains(name))
        .forEach(name -> mistakes.add(name + " is not known" + suggestion(name, settings)));
    checkLogFormat(values, mistakes);
    refuse(mistakes);
    return values;
  }

  /**
   * Looks whether the profiles set what can be set.
   *
   * @throws RouteException for all mistakes at once
   */
  void checkProfiles() {
    List<String> mistakes = new ArrayList<>();
    profiles.forEach(
        (name, values) -> {
          List<String> unknown = new ArrayList<>();
          if (!parameters.isEmpty()) {
            checkNames(values.keySet(), unknown);
          }
          checkLogFormat(values, unknown);
          unknown.forEach(mistake -> mistakes.add("in the profile " + name + " " + mistake));
        });
    if (!mistakes.isEmpty()) {
      throw new RouteException(
          "The profiles of the route are wrong: " + String.join("; ", mistakes),
          where,
          "parameters of the route, and settings such as step.attempts or normalize.memory",
          "correct the section profiles",
          null);
    }
  }

  private void refuse(List<String> mistakes) {
    if (!mistakes.isEmpty()) {
      throw new RouteException(
          "The parameters of the route are wrong: " + String.join("; ", mistakes),
          where,
          "what 'bactrian run ROUTE --help' lists",
          "correct the values after -P and --profile",
          null);
    }
  }

  private static void checkLogFormat(Map<String, String> values, List<String> mistakes) {
    String format = values.getOrDefault(StepSettings.LOG_FORMAT, "text");
    if (!LOG_FORMATS.contains(format)) {
      mistakes.add(
          StepSettings.LOG_FORMAT
              + " cannot be \""
              + format
              + "\", but "
              + String.join(" or ", LOG_FORMATS));
    }
  }

  private void checkValues(Map<String, String> values, List<String> mistakes) {
    for (Parameter parameter : parameters) {
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
  }

  private void checkNames(Set<String> given, List<String> mistakes) {
    Set<String> parameterNames = new TreeSet<>();
    parameters.forEach(parameter -> parameterNames.add(parameter.name()));
    Set<String> settings = StepSettings.names();
    for (String name : given) {
      if (!parameterNames.contains(name) && !GIVEN.contains(name) && !settings.contains(name)) {
        mistakes.add(
            name
                + " is not known"
                + suggestion(name, name.contains(".") ? settings : parameterNames));
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
        (name, values) -> {
          lines.add("Profile " + name + " (-profile " + name + "):");
          values.forEach((key, value) -> lines.add(String.format("  %-16s %s", key, value)));
        });
    lines.add(
        "Steps, machine and log (-P NAME=VALUE): STEP.attempts, STEP.backoff, STEP.timeLimit,"
            + " STEP.cpus and STEP.memory, where STEP is one such as normalize, or step for all;"
            + " machine.cpus, machine.memory; log.format=json");
    return lines;
  }
}
