package io.bactrian.cli.validate;

import io.bactrian.cli.validate.EndpointDescriptor.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Holds the URI of an endpoint and its parameters to the catalog. */
final class EndpointCheck {
  /** Camel takes these of every endpoint, though not every description lists them. */
  private static final Set<String> COMMON = Set.of("exchangePattern", "synchronous");

  private final EndpointCatalog catalog = new EndpointCatalog();
  private final RouteLinks links;
  private final Mistakes mistakes;

  /** An option as it is written: its value, and where. */
  private record Given(String value, ScalarNode node, int nameAt, int valueAt, ScalarNode key) {}

  EndpointCheck(RouteLinks links, Mistakes mistakes) {
    this.links = links;
    this.mistakes = mistakes;
  }

  /**
   * @param uri with or without options
   * @param parameters options as keys of YAML, or null
   * @param starts whether the endpoint starts a route
   */
  void check(ScalarNode uri, MappingNode parameters, boolean starts) {
    String text = Placeholders.mask(uri.getValue());
    int question = text.indexOf('?') < 0 ? text.length() : text.indexOf('?');
    int colon = text.indexOf(':');
    String scheme = text.substring(0, colon >= 0 && colon < question ? colon : question);
    if (Placeholders.isMasked(scheme)) {
      return;
    }
    Optional<EndpointDescriptor> found = catalog.find(scheme);
    if (found.isEmpty()) {
      mistakes.add(
          uri, "there is no component " + scheme + Mistakes.instead(scheme, catalog.schemes()));
      return;
    }
    EndpointDescriptor descriptor = found.get();
    if (starts && descriptor.isProducerOnly()) {
      mistakes.add(uri, scheme + " takes messages and cannot start a route");
    }
    Map<String, Given> options = options(uri, text, question, parameters);
    Option whole = descriptor.path();
    String path = null;
    if (whole != null) {
      int start = Math.min(question, colon >= 0 && colon < question ? colon + 1 : question);
      Given byKey = options.remove(whole.name());
      path = text.substring(start, question).replaceFirst("^//", "");
      if (path.isEmpty() && byKey != null) {
        path = Placeholders.mask(byKey.value());
        path(descriptor, path, byKey.node(), byKey.valueAt());
      } else {
        path(descriptor, path, uri, start);
      }
      links.endpoint(scheme, path, byKey == null ? uri : byKey.node(), starts);
    }
    String operation =
        whole == null || Placeholders.isMasked(path) || !whole.values().contains(path)
            ? null
            : path;
    options.forEach((name, given) -> option(descriptor, operation, name, given));
    for (Option option : descriptor.requiredParameters()) {
      if (!options.containsKey(option.name())) {
        mistakes.add(uri, text(scheme, path) + " lacks the option " + option.name());
      }
    }
  }

  private static String text(String scheme, String path) {
    return path == null || path.isEmpty() || Placeholders.isMasked(path)
        ? scheme
        : scheme + ":" + path;
  }

  private void path(EndpointDescriptor descriptor, String path, ScalarNode node, int at) {
    Option whole = descriptor.path();
    if (Placeholders.isMasked(path)) {
      return;
    }
    if (path.isEmpty()) {
      if (whole.required()) {
        mistakes.add(
            node,
            descriptor.scheme()
                + " lacks its "
                + whole.name()
                + ", as in "
                + descriptor.scheme()
                + ":"
                + (whole.values().isEmpty()
                    ? whole.name().toUpperCase(Locale.ROOT)
                    : whole.values().get(0)));
      }
      return;
    }
    String wrong = whole.mistake(path);
    if (wrong != null) {
      mistakes.add(node, at, descriptor.scheme() + " has no " + whole.name() + " " + path + wrong);
    }
  }

  private void option(EndpointDescriptor descriptor, String operation, String name, Given given) {
    if (Placeholders.isMasked(name)) {
      return;
    }
    String step = text(descriptor.scheme(), operation);
    Option option = descriptor.option(name);
    ScalarNode at = given.key() == null ? given.node() : given.key();
    if (option == null) {
      if (!COMMON.contains(name) && !descriptor.takesUnknownOptions()) {
        List<String> known = descriptor.optionsOf(operation);
        mistakes.add(
            at, given.nameAt(), step + " has no option " + name + Mistakes.instead(name, known));
      }
      return;
    }
    if (!descriptor.applies(option, operation)) {
      mistakes.add(
          at,
          given.nameAt(),
          step + " does not take the option " + name + ": " + option.description());
      return;
    }
    String value = Placeholders.mask(given.value());
    if (Placeholders.isMasked(value) || value.startsWith("#")) {
      return;
    }
    String wrong = option.mistake(value);
    if (wrong != null) {
      mistakes.add(
          given.node(),
          given.valueAt(),
          "the option " + name + " of " + step + " cannot be \"" + value + "\"" + wrong);
    }
  }

  private static Map<String, Given> options(
      ScalarNode uri, String text, int question, MappingNode parameters) {
    Map<String, Given> options = new LinkedHashMap<>();
    int at = question + 1;
    while (at < text.length()) {
      int end = text.indexOf('&', at) < 0 ? text.length() : text.indexOf('&', at);
      int equals = text.indexOf('=', at);
      int nameEnd = equals < 0 || equals > end ? end : equals;
      int valueAt = Math.min(end, nameEnd + 1);
      if (end > at) {
        options.put(
            text.substring(at, nameEnd),
            new Given(uri.getValue().substring(valueAt, end), uri, at, valueAt, null));
      }
      at = end + 1;
    }
    if (parameters != null) {
      for (NodeTuple tuple : parameters.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key
            && tuple.getValueNode() instanceof ScalarNode value) {
          options.put(key.getValue(), new Given(value.getValue(), value, 0, 0, key));
        }
      }
    }
    return options;
  }
}
