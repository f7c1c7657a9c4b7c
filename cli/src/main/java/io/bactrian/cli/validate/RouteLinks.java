package io.bactrian.cli.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What the routes of a file call each other by: endpoints inside, and route configurations. */
final class RouteLinks {
  private static final Set<String> INSIDE = Set.of("direct", "seda");

  private record Link(String name, ScalarNode node) {}

  private final Set<String> starts = new TreeSet<>();
  private final List<Link> calls = new ArrayList<>();
  private final Set<String> configurations = new TreeSet<>();
  private final List<Link> configured = new ArrayList<>();

  void endpoint(String scheme, String path, ScalarNode node, boolean isStart) {
    if (!INSIDE.contains(scheme)) {
      return;
    }
    String name = scheme + ":" + path;
    if (isStart) {
      starts.add(name);
    } else {
      calls.add(new Link(name, node));
    }
  }

  void configuration(String id) {
    configurations.add(id);
  }

  void configured(ScalarNode node) {
    configured.add(new Link(node.getValue(), node));
  }

  /** Finds calls to which no route answers, and configurations that are not there. */
  void check(Mistakes mistakes) {
    boolean all = starts.stream().noneMatch(Placeholders::isMasked);
    for (Link call : calls) {
      if (all && !Placeholders.isMasked(call.name()) && !starts.contains(call.name())) {
        mistakes.add(
            call.node(), "no route starts with " + call.name() + instead(call.name(), starts));
      }
    }
    for (Link link : configured) {
      for (String id : link.name().split(",")) {
        boolean pattern = id.contains("*") || id.contains("{{");
        if (!pattern && !configurations.contains(id.strip())) {
          mistakes.add(
              link.node(), "there is no routeConfiguration " + id + instead(id, configurations));
        }
      }
    }
  }

  private static String instead(String name, Set<String> known) {
    return known.isEmpty() ? "; none is in this file" : Mistakes.instead(name, known);
  }
}
