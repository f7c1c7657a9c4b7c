package io.bactrian.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Camel's own JSON schema of routes in YAML. */
final class RouteSchema {
  private final JsonNode root;

  /**
   * What may stand at one place.
   *
   * @param name of the definition, such as ToDefinition, or empty
   * @param type string, boolean, number, array or object
   * @param keys of an object; null when it may have any
   * @param required keys of an object
   * @param items of an array, or null
   * @param values of a scalar; empty for any
   * @param textToo whether an object may also be written as a text
   */
  record Shape(
      String name,
      String type,
      Map<String, JsonNode> keys,
      Set<String> required,
      JsonNode items,
      List<String> values,
      boolean textToo) {
    /** Whether the object holds an expression, in a language that is a key of it. */
    boolean hasExpression() {
      return keys != null && keys.containsKey("simple") && keys.containsKey("constant");
    }
  }

  RouteSchema() {
    try (InputStream in = RouteSchema.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      root = new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read Camel's schema of routes", e);
    }
  }

  /** What stands at the top of a file: one of several sections. */
  JsonNode section() {
    return root.path("items");
  }

  /** A definition by its name below org.apache.camel.model. */
  JsonNode definition(String name) {
    return root.path("items").path("definitions").path("org.apache.camel.model." + name);
  }

  Shape shape(JsonNode schema) {
    Builder builder = new Builder();
    builder.add(schema);
    return builder.shape();
  }

  /** Gathers what a schema says itself, by reference and as alternatives. */
  private final class Builder {
    private String name = "";
    private String type = "";
    private final Map<String, JsonNode> keys = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final List<String> values = new ArrayList<>();
    private JsonNode items;
    private boolean text;

    private void add(JsonNode schema) {
      if (schema.has("$ref")) {
        String reference = schema.path("$ref").asText();
        add(root.at(reference.substring(1)));
        name = reference.substring(reference.lastIndexOf('.') + 1);
      }
      if (schema.has("type")) {
        type = schema.path("type").asText();
      }
      schema.path("required").forEach(key -> required.add(key.asText()));
      schema.path("enum").forEach(value -> values.add(value.asText()));
      items = schema.has("items") ? schema.path("items") : items;
      addKeys(schema);
      for (JsonNode alternative : schema.path("oneOf")) {
        if (alternative.path("type").asText().equals("string")) {
          text = true;
        } else {
          add(alternative);
        }
      }
      schema.path("anyOf").forEach(this::addAlternative);
    }

    /** Of alternatives only the keys: none of them is required. */
    private void addAlternative(JsonNode schema) {
      if (schema.has("$ref")) {
        addAlternative(root.at(schema.path("$ref").asText().substring(1)));
      }
      addKeys(schema);
      schema.path("oneOf").forEach(this::addAlternative);
      schema.path("anyOf").forEach(this::addAlternative);
    }

    private void addKeys(JsonNode schema) {
      schema
          .path("properties")
          .properties()
          .forEach(
              e -> keys.merge(e.getKey(), e.getValue(), (old, now) -> old.isEmpty() ? now : old));
    }

    private Shape shape() {
      boolean any = keys.isEmpty();
      return new Shape(
          name, type.isEmpty() ? "object" : type, any ? null : keys, required, items, values, text);
    }
  }
}
