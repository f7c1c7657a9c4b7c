package io.bactrian.cli.report;

import io.bactrian.step.StepComponent;
import io.bactrian.workflow.run.RouteGraph;
import io.bactrian.workflow.run.RouteGraph.Edge;
import io.bactrian.workflow.run.RouteGraph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.support.PatternHelper;

/**
 * The graph of the routes in a Camel context, from Camel's own model of them. A route that another
 * calls ({@code direct:} and {@code seda:}) stands where it is called. What a route does with
 * messages that fail, such as a list of failed subjects, stands after its steps. Of options nothing
 * is taken: they may name patients' files.
 */
public final class RouteGraphs {
  /** What joins routes, and is no work itself. */
  private static final Set<String> JOINTS = Set.of("direct", "seda");

  /** Routes of others may be as long as they like; a picture may not. */
  private static final int MOST_NODES = 300;

  private final CamelContext context;
  private final Map<String, RouteDefinition> called = new HashMap<>();
  private final Deque<String> calls = new ArrayDeque<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();

  /** Nodes whose failures have an arrow already, or are themselves what is done with failures. */
  private final Set<Integer> handled = new HashSet<>();

  private RouteGraphs(CamelContext context) {
    this.context = context;
  }

  /** What flows to the next node: nodes that have no successor yet, and words for their arrows. */
  private record End(int node, String label) {}

  /** The graph of all routes that are loaded. */
  public static RouteGraph of(CamelContext context) {
    return new RouteGraphs(context).graph();
  }

  private RouteGraph graph() {
    Model model = ((ModelCamelContext) context);
    List<RouteDefinition> starts = new ArrayList<>();
    for (RouteDefinition route : model.getRouteDefinitions()) {
      String uri = route.getInput().getEndpointUri();
      if (JOINTS.contains(scheme(uri))) {
        called.put(withoutOptions(uri), route);
      } else {
        starts.add(route);
      }
    }
    for (RouteDefinition route : starts) {
      int start = add("start", label(route.getInput().getEndpointUri()), route, 0);
      whole(route, 0, List.of(new End(start, "")));
    }
    return new RouteGraph(nodes, edges);
  }

  /** A route with its error handlers: an arrow to them from every step that has none nearer. */
  private List<End> whole(RouteDefinition route, int depth, List<End> before) {
    int first = nodes.size();
    List<End> ends = walk(route.getOutputs(), route, depth, before);
    List<End> failing = new ArrayList<>();
    for (int i = first; i < nodes.size(); i++) {
      if (isWork(nodes.get(i)) && handled.add(i)) {
        failing.add(new End(i, RouteGraph.FAILED));
      }
    }
    for (OnExceptionDefinition handler : handlers(route)) {
      int second = nodes.size();
      if (!failing.isEmpty()) {
        walk(handler.getOutputs(), route, depth, failing);
      }
      for (int i = second; i < nodes.size(); i++) {
        handled.add(i);
      }
    }
    return ends;
  }

  private static boolean isWork(Node node) {
    return node.kind().equals("step") || node.kind().equals("other");
  }

  /** Those that do something with the message, of the route itself and of its configurations. */
  private List<OnExceptionDefinition> handlers(RouteDefinition route) {
    Set<OnExceptionDefinition> handlers = new LinkedHashSet<>();
    route.getOutputs().stream()
        .filter(OnExceptionDefinition.class::isInstance)
        .forEach(handler -> handlers.add((OnExceptionDefinition) handler));
    String ids = route.getRouteConfigurationId();
    Model model = (ModelCamelContext) context;
    model.getRouteConfigurationDefinitions().stream()
        .filter(c -> ids == null ? c.getId() == null : matches(c.getId(), ids))
        .forEach(configuration -> handlers.addAll(configuration.getOnExceptions()));
    return handlers.stream().filter(handler -> !handler.getOutputs().isEmpty()).toList();
  }

  private static boolean matches(String id, String patterns) {
    return id != null && PatternHelper.matchPatterns(id, patterns.split("\\s*,\\s*"));
  }

  private int add(String kind, String label, RouteDefinition route, int depth) {
    nodes.add(new Node(kind, label, route.getRouteId(), depth));
    return nodes.size() - 1;
  }

  private int add(String kind, String label, RouteDefinition route, int depth, List<End> before) {
    int node = add(kind, label, route, depth);
    before.forEach(end -> edges.add(new Edge(end.node(), node, end.label())));
    return node;
  }

  private List<End> walk(
      List<ProcessorDefinition<?>> outputs, RouteDefinition route, int depth, List<End> before) {
    List<End> ends = before;
    for (ProcessorDefinition<?> output : outputs) {
      if (nodes.size() >= MOST_NODES) {
        return ends;
      }
      ends = walk(output, route, depth, ends);
    }
    return ends;
  }

  private List<End> walk(
      ProcessorDefinition<?> definition, RouteDefinition route, int depth, List<End> before) {
    if (definition instanceof SendDefinition<?> send) {
      return send(send.getEndpointUri(), route, depth, before);
    } else if (definition instanceof ToDynamicDefinition to) {
      return send(to.getUri(), route, depth, before);
    } else if (definition instanceof OnExceptionDefinition || definition.getOutputs().isEmpty()) {
      // Sets a variable, a header, a body: not what the eye looks for.
      return before;
    } else if (definition instanceof ChoiceDefinition choice) {
      return choice(choice, route, depth, before);
    } else if (definition instanceof MulticastDefinition multicast) {
      int node = add("pattern", "multicast", route, depth, before);
      List<End> ends = new ArrayList<>();
      for (ProcessorDefinition<?> branch : multicast.getOutputs()) {
        ends.addAll(walk(branch, route, depth + 1, List.of(new End(node, ""))));
      }
      return ends;
    } else if (definition instanceof TryDefinition) {
      return attempt(definition, route, depth, before);
    }
    int node = add("pattern", definition.getShortName(), route, depth, before);
    List<End> inside =
        walk(definition.getOutputs(), route, depth + 1, List.of(new End(node, inner(definition))));
    if (!(definition instanceof FilterDefinition)) {
      return inside;
    }
    List<End> ends = new ArrayList<>(inside);
    ends.add(new End(node, "else"));
    return ends;
  }

  private static String inner(ProcessorDefinition<?> definition) {
    if (definition instanceof SplitDefinition || definition instanceof LoopDefinition) {
      return "each";
    }
    return definition instanceof AggregateDefinition ? "all" : "";
  }

  private List<End> choice(
      ChoiceDefinition choice, RouteDefinition route, int depth, List<End> before) {
    int node = add("pattern", "choice", route, depth, before);
    List<End> ends = new ArrayList<>();
    choice
        .getWhenClauses()
        .forEach(
            when ->
                ends.addAll(
                    walk(when.getOutputs(), route, depth + 1, List.of(new End(node, "when")))));
    if (choice.getOtherwise() == null) {
      ends.add(new End(node, "else"));
    } else {
      ends.addAll(
          walk(
              choice.getOtherwise().getOutputs(),
              route,
              depth + 1,
              List.of(new End(node, "else"))));
    }
    return ends;
  }

  private List<End> attempt(
      ProcessorDefinition<?> definition, RouteDefinition route, int depth, List<End> before) {
    int node = add("pattern", "try", route, depth, before);
    List<End> ends = new ArrayList<>();
    List<End> inside = List.of(new End(node, ""));
    for (ProcessorDefinition<?> part : definition.getOutputs()) {
      if (part instanceof CatchDefinition) {
        ends.addAll(
            walk(part.getOutputs(), route, depth + 1, List.of(new End(node, RouteGraph.FAILED))));
      } else if (part instanceof FinallyDefinition) {
        inside = walk(part.getOutputs(), route, depth + 1, inside);
      } else {
        inside = walk(part, route, depth + 1, inside);
      }
    }
    ends.addAll(inside);
    return ends;
  }

  private List<End> send(String uri, RouteDefinition route, int depth, List<End> before) {
    String target = withoutOptions(uri);
    RouteDefinition next = called.get(target);
    if (next == null || calls.contains(target)) {
      String kind = isStep(uri) ? "step" : "other";
      return List.of(new End(add(kind, label(uri), route, depth, before), ""));
    }
    calls.push(target);
    List<End> ends = whole(next, depth, before);
    calls.pop();
    return ends;
  }

  private boolean isStep(String uri) {
    return context.getComponent(scheme(uri), false, false) instanceof StepComponent
        || context.getComponent(scheme(uri), true, false) instanceof StepComponent;
  }

  /** Steps by what they do, routes by name, and of all others only which component. */
  private String label(String uri) {
    return JOINTS.contains(scheme(uri)) || isStep(uri) ? withoutOptions(uri) : scheme(uri);
  }

  private static String scheme(String uri) {
    int colon = uri.indexOf(':');
    return colon < 0 ? uri : uri.substring(0, colon);
  }

  private static String withoutOptions(String uri) {
    int options = uri.indexOf('?');
    return (options < 0 ? uri : uri.substring(0, options)).replaceFirst(":(//)?", ":");
  }
}
