package io.bactrian.cli;

import io.bactrian.cli.validate.RouteValidator;
import io.bactrian.dsl.Parameter;
import io.bactrian.safety.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * The sections {@code parameters}, {@code profiles} and {@code functions} of a route file. Camel
 * knows none of them: they are taken out before it reads the file.
 */
final class RouteSections {
  private static final Pattern SECTION = Pattern.compile("- +(parameters|profiles|functions) *:.*");
  private static final List<String> KEYS = List.of("type", "default", "values", "description");

  /** The text with empty lines in place of the sections, so that lines keep their numbers. */
  static String without(String yaml) {
    StringBuilder rest = new StringBuilder();
    boolean inside = false;
    for (String line : yaml.split("\\R", -1)) {
      inside =
          inside && (line.isBlank() || line.startsWith(" ")) || SECTION.matcher(line).matches();
      rest.append(inside ? "" : line).append('\n');
    }
    return rest.toString();
  }

  /**
   * Reads the sections.
   *
   * @throws RouteException for a parameter that is not declared as it should be
   */
  static RouteInterface read(String where, String yaml) {
    List<Parameter> parameters = new ArrayList<>();
    Map<String, Map<String, String>> profiles = new LinkedHashMap<>();
    Object root = load(where, yaml);
    if (root instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> section) {
          map(section.get("parameters"))
              .forEach((name, value) -> parameters.add(parameter(where, name, map(value))));
          map(section.get("profiles"))
              .forEach((name, values) -> profiles.put(name, texts(map(values))));
        }
      }
    }
    return new RouteInterface(where, parameters, profiles);
  }

  /** The file of Java that has the functions that the route names, or null. */
  static String functions(String where, String yaml) {
    if (load(where, yaml) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> section && section.get("functions") != null) {
          return String.valueOf(section.get("functions"));
        }
      }
    }
    return null;
  }

  private static Object load(String where, String yaml) {
    try {
      return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    } catch (MarkedYamlEngineException e) {
      throw RouteValidator.unreadable(where, e);
    }
  }

  private static Parameter parameter(String where, String name, Map<String, Object> keys) {
    for (String key : keys.keySet()) {
      if (!KEYS.contains(key)) {
        throw mistake(where, name, "the key " + key, KEYS, key);
      }
    }
    String word = String.valueOf(keys.getOrDefault("type", "text"));
    List<String> words = Arrays.stream(Parameter.Type.values()).map(Parameter.Type::word).toList();
    if (!words.contains(word)) {
      throw mistake(where, name, "the type " + word, words, word);
    }
    Object value = keys.get("default");
    List<String> values =
        keys.get("values") instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of();
    return new Parameter(
        name,
        Parameter.Type.values()[words.indexOf(word)],
        value == null ? null : String.valueOf(value),
        values,
        String.valueOf(keys.getOrDefault("description", "")));
  }

  private static RouteException mistake(
      String where, String name, String what, List<String> known, String got) {
    return new RouteException(
        "The parameter " + name + " has " + what + ", which does not exist",
        where,
        "one of " + String.join(", ", known),
        "write " + Nearest.of(got, known),
        null);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }
}
