package io.bactrian.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Camel's catalog says of the endpoints of one component. */
final class EndpointDescriptor {
  private static final Pattern LAST_PARENTHESES = Pattern.compile("\\(([^()]+)\\)$");
  private static final String KIND = "kind";

  private final String scheme;
  private final JsonNode component;
  private final Map<String, Option> options = new TreeMap<>();
  private final List<Option> path = new ArrayList<>();

  /** An option in the path or after the question mark. */
  record Option(
      String name,
      String type,
      boolean required,
      List<String> values,
      String description,
      String prefix) {
    private static Option of(String name, JsonNode json) {
      List<String> values = new ArrayList<>();
      json.path("enum").forEach(value -> values.add(value.asText()));
      return new Option(
          name,
          json.path("type").asText(),
          json.path("required").asBoolean(),
          values,
          json.path("description").asText(),
          json.path("prefix").asText());
    }

    /** What is wrong with a value, or null. */
    String mistake(String value) {
      boolean right =
          switch (type) {
            case "boolean" -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case "integer" -> value.matches("[+-]?\\d+");
            case "number" -> value.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
            case "duration" -> value.matches("(?i)(\\d+(ms|s|m|h|d)?)+|P.+");
            default -> true;
          };
      if (!right) {
        return "; expected " + expected();
      }
      boolean known = values.isEmpty() || values.stream().anyMatch(value::equalsIgnoreCase);
      return known ? null : Mistakes.instead(value, values);
    }

    private String expected() {
      return switch (type) {
        case "boolean" -> "true or false";
        case "integer" -> "a whole number";
        case "number" -> "a number";
        default -> "a time such as 500ms, 10s or 2h";
      };
    }
  }

  EndpointDescriptor(String scheme, JsonNode json) {
    this.scheme = scheme;
    this.component = json.path("component");
    for (Map.Entry<String, JsonNode> entry : json.path("properties").properties()) {
      Option option = Option.of(entry.getKey(), entry.getValue());
      options.put(option.name(), option);
      if (entry.getValue().path(KIND).asText().equals("path")) {
        path.add(option);
      }
    }
  }

  String scheme() {
    return scheme;
  }

  boolean takesUnknownOptions() {
    return component.path("lenientProperties").asBoolean();
  }

  boolean isProducerOnly() {
    return component.path("producerOnly").asBoolean();
  }

  /** The option that is the whole path, or null when the path is made of several. */
  Option path() {
    return path.size() == 1 ? path.get(0) : null;
  }

  /** The option of a name, or of a prefix that stands before any name; null when there is none. */
  Option option(String name) {
    Option option = options.get(name);
    if (option != null) {
      return option;
    }
    return options.values().stream()
        .filter(o -> !o.prefix().isEmpty() && name.startsWith(o.prefix()))
        .findFirst()
        .orElse(null);
  }

  List<Option> requiredParameters() {
    return options.values().stream().filter(o -> o.required() && !path.contains(o)).toList();
  }

  /** Names of the options that an operation takes. */
  List<String> optionsOf(String operation) {
    return options.values().stream()
        .filter(option -> !path.contains(option) && applies(option, operation))
        .map(Option::name)
        .toList();
  }

  /**
   * Whether an operation of a step takes an option: the description of one that only some take ends
   * with their names in parentheses.
   */
  boolean applies(Option option, String operation) {
    Option operations = path();
    if (operation == null || operations == null || operations.values().isEmpty()) {
      return true;
    }
    Matcher matcher = LAST_PARENTHESES.matcher(option.description());
    if (!matcher.find()) {
      return true;
    }
    List<String> named = List.of(matcher.group(1).split(", *"));
    return !operations.values().containsAll(named) || named.contains(operation);
  }
}
