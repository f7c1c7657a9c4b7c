package io.bactrian.cli.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.cli.RouteException;
import io.bactrian.cli.validate.RouteSchema.Shape;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Holds a route in YAML to Camel's schema, and its endpoints to the descriptions of the components,
 * without starting anything.
 */
public final class RouteValidator {
  private static final Set<String> ENDPOINTS =
      Set.of(
          "ToDefinition",
          "ToDynamicDefinition",
          "WireTapDefinition",
          "PollDefinition",
          "FromDefinition",
          "RouteFromDefinitionDeserializer",
          "SagaActionUriDefinition");
  private static final Set<String> ENRICHERS = Set.of("EnrichDefinition", "PollEnrichDefinition");
  private static final Set<String> WITH_EXPRESSION =
      Set.of(
          "EnrichDefinition",
          "FilterDefinition",
          "LoopDefinition",
          "OnWhenDefinition",
          "PollEnrichDefinition",
          "RecipientListDefinition",
          "SetBodyDefinition",
          "SetHeaderDefinition",
          "SetPropertyDefinition",
          "SetVariableDefinition",
          "SplitDefinition",
          "TransformDefinition",
          "WhenDefinition");
  private static final String EXPRESSION = "expression";
  private static final String STEP = "ProcessorDefinition";

  private final RouteSchema schema = new RouteSchema();
  private final RouteLinks links = new RouteLinks();
  private final Mistakes mistakes;
  private final EndpointCheck endpoints;
  private final Collection<String> properties;

  private RouteValidator(Mistakes mistakes, Collection<String> properties) {
    this.mistakes = mistakes;
    this.properties = properties;
    this.endpoints = new EndpointCheck(links, mistakes);
  }

  /**
   * Checks a route.
   *
   * @param file for messages
   * @param yaml the route, without sections that Camel does not know
   * @param properties names of the properties that have values
   * @throws RouteException for all mistakes at once, each with file, line and column
   */
  public static void check(String file, String yaml, Collection<String> properties) {
    Mistakes mistakes = new Mistakes(file);
    RouteValidator validator = new RouteValidator(mistakes, properties);
    validator.checkAll(file, yaml);
    List<String> lines = mistakes.lines();
    if (!lines.isEmpty()) {
      throw new RouteException(
          "The route has " + (lines.size() == 1 ? "a mistake" : lines.size() + " mistakes"),
          String.join("\n            ", lines),
          "what Camel and its components know; docs/routes.md shows how routes are written",
          lines.size() == 1 ? "correct the line" : "correct the lines",
          null);
    }
  }

  /** What is said of a text that is not YAML. */
  public static RouteException unreadable(String file, MarkedYamlEngineException e) {
    Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
    return new RouteException(
        "The route is not YAML: " + e.getProblem(),
        mark == null ? file : file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1),
        "a list of routes in YAML",
        "correct the line; quotes keep signs such as {, : and # in a text",
        e);
  }

  private void checkAll(String file, String yaml) {
    Optional<Node> root;
    try {
      root = new Compose(LoadSettings.builder().build()).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      throw unreadable(file, e);
    }
    if (root.isEmpty()) {
      mistakes.add(1, 1, "there is no route");
    } else if (root.get() instanceof SequenceNode sections) {
      sections.getValue().forEach(section -> walk(section, schema.section(), "a section"));
      links.check(mistakes);
    } else {
      mistakes.add(root.get(), "a route file is a list; begin with - route:");
    }
  }

  private void walk(Node node, JsonNode expected, String label) {
    Shape shape = schema.shape(expected);
    if (node instanceof MappingNode mapping) {
      mapping(mapping, shape, label);
    } else if (node instanceof SequenceNode sequence) {
      if (shape.type().equals("array")) {
        sequence.getValue().forEach(item -> walk(item, shape.items(), label));
      } else if (shape.keys() != null || !shape.type().equals("object")) {
        mistakes.add(node, label + " cannot be a list");
      }
    } else if (node instanceof ScalarNode scalar) {
      scalar(scalar, shape, label);
    }
  }

  private void scalar(ScalarNode node, Shape shape, String label) {
    Placeholders.check(node, properties, mistakes);
    String value = node.getValue();
    boolean nothing = node.getTag().equals(Tag.NULL);
    if (shape.type().equals("array")) {
      mistakes.add(node, label + " must be a list; begin each item with -");
    } else if (shape.type().equals("object") && !shape.textToo()) {
      if (shape.keys() != null && !(nothing && shape.required().isEmpty())) {
        mistakes.add(node, label + " needs keys below it" + some(shape));
      }
    } else if (nothing) {
      mistakes.add(node, label + " has no value");
    } else if (ENDPOINTS.contains(shape.name())) {
      endpoints.check(node, null, false);
    } else if (!Placeholders.isMasked(Placeholders.mask(value)) && !shape.textToo()) {
      typed(node, shape, label);
    }
  }

  private void typed(ScalarNode node, Shape shape, String label) {
    String value = node.getValue();
    String wrong = label + " cannot be \"" + value + "\"";
    if (!shape.values().isEmpty() && !shape.values().contains(value)) {
      mistakes.add(node, wrong + Mistakes.instead(value, shape.values()));
    } else if (shape.type().equals("boolean") && !value.equals("true") && !value.equals("false")) {
      mistakes.add(node, wrong + "; expected true or false");
    } else if (shape.type().equals("number") && !value.matches("[+-]?\\d+(\\.\\d+)?")) {
      mistakes.add(node, wrong + "; expected a number");
    }
  }

  private static String some(Shape shape) {
    return shape.required().isEmpty() ? "" : ", such as " + String.join(", ", shape.required());
  }

  private void mapping(MappingNode node, Shape shape, String label) {
    if (!shape.type().equals("object")) {
      boolean list = shape.type().equals("array");
      mistakes.add(
          node,
          label
              + (list ? " must be a list; begin each item with -" : " cannot have keys below it"));
      return;
    }
    boolean single = shape.name().equals(STEP) || label.equals("a section");
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        if (!seen.add(key.getValue())) {
          mistakes.add(key, label + " has " + key.getValue() + " twice");
        } else if (single && seen.size() == 2) {
          mistakes.add(key, key.getValue() + " needs a - of its own: one item has one name");
        }
        child(key, tuple.getValueNode(), shape, label);
      }
    }
    requireKeys(node, shape, label, seen);
    special(node, shape);
  }

  private void child(ScalarNode key, Node value, Shape shape, String label) {
    String name = key.getValue();
    if (shape.keys() == null) {
      texts(value);
    } else if (shape.keys().containsKey(name)) {
      walk(value, shape.keys().get(name), name);
    } else {
      String what = shape.name().equals(STEP) ? "there is no step " : label + " has no key ";
      mistakes.add(key, what + name + Mistakes.instead(name, shape.keys().keySet()));
      texts(value);
    }
  }

  /** Below what is not known, properties alone can be checked. */
  private void texts(Node node) {
    if (node instanceof ScalarNode scalar) {
      Placeholders.check(scalar, properties, mistakes);
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(this::texts);
    } else if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(tuple -> texts(tuple.getValueNode()));
    }
  }

  private void requireKeys(MappingNode node, Shape shape, String label, Set<String> seen) {
    for (String key : shape.required()) {
      if (!seen.contains(key) && !(key.equals(EXPRESSION) && shape.hasExpression())) {
        mistakes.add(node, label + " lacks the key " + key);
      }
    }
    if (WITH_EXPRESSION.contains(shape.name())) {
      Map<String, JsonNode> languages =
          schema.shape(schema.definition("language.ExpressionDefinition")).keys();
      if (!seen.contains(EXPRESSION) && seen.stream().noneMatch(languages::containsKey)) {
        mistakes.add(node, label + " lacks an expression, such as simple: \"${body}\"");
      }
    }
  }

  private void special(MappingNode node, Shape shape) {
    if (ENDPOINTS.contains(shape.name()) && value(node, "uri") instanceof ScalarNode uri) {
      MappingNode options = value(node, "parameters") instanceof MappingNode map ? map : null;
      endpoints.check(uri, options, shape.name().contains("From"));
    } else if (ENRICHERS.contains(shape.name()) && constant(node) != null) {
      endpoints.check(constant(node), null, false);
    } else if (value(node, "deadLetterUri") instanceof ScalarNode uri) {
      endpoints.check(uri, null, false);
    } else if (shape.name().equals("RouteConfigurationDefinition")
        && value(node, "id") instanceof ScalarNode id) {
      links.configuration(id.getValue());
    } else if (shape.name().equals("RouteDefinition")
        && value(node, "routeConfigurationId") instanceof ScalarNode id) {
      links.configured(id);
    }
  }

  /** The URI of an enricher, where it does not depend on the message. */
  private static ScalarNode constant(MappingNode node) {
    Node found = value(node, "constant");
    if (found == null && value(node, EXPRESSION) instanceof MappingNode expression) {
      found = value(expression, "constant");
    }
    if (found instanceof MappingNode whole) {
      found = value(whole, EXPRESSION);
    }
    return found instanceof ScalarNode scalar ? scalar : null;
  }

  private static Node value(MappingNode node, String key) {
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
        return tuple.getValueNode();
      }
    }
    return null;
  }
}
