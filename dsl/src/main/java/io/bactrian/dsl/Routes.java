package io.bactrian.dsl;

import io.bactrian.safety.FullDiskException;
import io.bactrian.step.StepConstants;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.language.RefExpression;
import org.apache.camel.spi.ClassResolver;

/**
 * Writes the graph of channels as Camel routes: one main route that computes channel after channel
 * into variables, and a route for what is done with one item, into which the main route splits.
 * Actions that follow each other are one split, unless a channel between them is used twice.
 */
final class Routes {
  /** The pool in which items are processed; the command line has one of this name. */
  static final String POOL = "subjects";

  private static final String FAILED = "failed:csv?file={{failed:failed.csv}}";
  private static final String SUBJECT =
      "${body.getClass().getSimpleName()} in 'Subject,Prediction'";
  private static final String RETRY = "${header." + StepConstants.RETRY + "}";

  /** Not the fault of a subject: the run ends. By name, for not every program has all of them. */
  private static final List<String> FATAL =
      List.of(
          "io.bactrian.learning.ModelException",
          "io.bactrian.cohort.configuration.ConfigurationException",
          "io.bactrian.safety.FullDiskException");

  private final Pipeline pipeline;
  private final List<Node> nodes;

  Routes(Pipeline pipeline, List<Node> nodes) {
    this.pipeline = pipeline;
    this.nodes = nodes;
  }

  /**
   * The same as in the stock routes: the step says whether trying again may help; a subject that
   * fails is listed, and the others go on.
   */
  static void failures(RouteConfigurationBuilder builder) {
    var configuration = builder.routeConfiguration("items");
    OnExceptionDefinition fatal = configuration.onException(FullDiskException.class);
    fatal.setExceptions(fatal(builder.getContext()));
    fatal.handled(false);
    configuration
        .onException(Exception.class)
        .onWhen(builder.simple(SUBJECT))
        .retryWhile(builder.simple(RETRY))
        .handled(true)
        .to(FAILED);
    configuration.onException(Exception.class).retryWhile(builder.simple(RETRY)).handled(false);
  }

  private static List<String> fatal(CamelContext context) {
    ClassResolver classes = context.getClassResolver();
    return FATAL.stream().filter(name -> classes.resolveClass(name) != null).toList();
  }

  /** What {@link #failures} builds, as YAML: Camel's writer leaves it out. */
  static String failuresAsYaml(CamelContext context) {
    return """
        - routeConfiguration:
            id: items
            onException:
              - onException:
                  exception: ["%s"]
                  handled:
                    constant: "false"
              - onException:
                  exception: ["java.lang.Exception"]
                  onWhen:
                    simple: "%s"
                  retryWhile:
                    simple: "%s"
                  handled:
                    constant: "true"
                  steps:
                    - to: "%s"
              - onException:
                  exception: ["java.lang.Exception"]
                  retryWhile:
                    simple: "%s"
                  handled:
                    constant: "false"
        """
        .formatted(String.join("\", \"", fatal(context)), SUBJECT, RETRY, FAILED, RETRY);
  }

  void build() {
    Node.Source first = firstSource();
    ProcessorDefinition<?> main = pipeline.from(first.uri()).routeId(pipeline.name());
    main.setVariable(first.name(), pipeline.simple(first.items()));
    for (Node node : nodes) {
      if (node != first && !isInside(node)) {
        add(main, node);
      }
    }
  }

  private Node.Source firstSource() {
    return nodes.stream()
        .filter(Node.Source.class::isInstance)
        .map(Node.Source.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** Whether a channel is only a passage to the next action on the same items. */
  private boolean isInside(Node node) {
    if (!(node instanceof Node.Each each) || each.action() instanceof Action.Spread) {
      return false;
    }
    List<Node> users = nodes.stream().filter(n -> n.inputs().contains(node)).toList();
    return users.size() == 1
        && users.get(0) instanceof Node.Each
        && users.get(0).inputs().size() == 1;
  }

  private void add(ProcessorDefinition<?> main, Node node) {
    if (node instanceof Node.Source source) {
      main.to(source.uri()).setVariable(source.name(), pipeline.simple(source.items()));
    } else if (node instanceof Node.All all) {
      bean(main, all.bean(), Barriers.class, all.method());
      main.setVariable(all.name(), pipeline.simple("${body}"));
    } else {
      actions(main, (Node.Each) node);
    }
  }

  /** The actions that end in a channel, from the last channel that has a variable. */
  private void actions(ProcessorDefinition<?> main, Node.Each end) {
    List<Action> actions = new ArrayList<>();
    Node start = end;
    do {
      actions.add(0, ((Node.Each) start).action());
      start = ((Node.Each) start).input();
    } while (isInside(start));
    main.setBody(pipeline.simple("${variable." + start.name() + "}"));
    if (start.isSingle() && actions.stream().noneMatch(Action.Keep.class::isInstance)) {
      inline(main, actions);
    } else if (!isOnlySpread(actions)) {
      split(main, start, end, actions);
    } else {
      bean(main, null, Flattened.class, "flatten(${body})");
    }
    main.setVariable(end.name(), pipeline.simple("${body}"));
  }

  /** By name and not by class, which Camel's YAML writer would leave out. */
  private static void bean(
      ProcessorDefinition<?> main, String reference, Class<?> type, String method) {
    BeanDefinition bean = new BeanDefinition();
    if (reference == null) {
      bean.setBeanType(type.getName());
    } else {
      bean.setRef(reference);
    }
    bean.setMethod(method);
    main.addOutput(bean);
  }

  private static boolean isOnlySpread(List<Action> actions) {
    return actions.size() == 1 && actions.get(0) instanceof Action.Spread;
  }

  /** The one item of a channel: no split. After a spread the body is the list that it holds. */
  private void inline(ProcessorDefinition<?> main, List<Action> actions) {
    actions.forEach(action -> append(main, action));
  }

  private void split(ProcessorDefinition<?> main, Node start, Node end, List<Action> actions) {
    String route = pipeline.name() + "-" + end.name();
    boolean alone =
        actions.stream().anyMatch(a -> a instanceof Action.Call call && call.step().isAlone());
    boolean spread = actions.get(actions.size() - 1) instanceof Action.Spread;
    if (start.isSingle()) {
      bean(main, null, Barriers.class, "list(${body}, true)");
    }
    var split = main.split(pipeline.simple("${body}"));
    split.aggregationStrategy("#class:" + (spread ? Flattened.class : Passed.class).getName());
    if (alone) {
      split.stopOnException();
    } else {
      split.parallelProcessing().executorService(POOL);
    }
    split.to("direct:" + route).end();
    RouteDefinition items = pipeline.from("direct:" + route).routeId(route);
    items.routeConfigurationId("items");
    ProcessorDefinition<?> at = items;
    for (Action action : actions) {
      at = append(at, action);
    }
    if (actions.get(actions.size() - 1) instanceof Action.Keep) {
      at.setBody(pipeline.simple("${body}"));
    }
  }

  /** Adds an action; gives what the next one is added to: after a filter, its inside. */
  private ProcessorDefinition<?> append(ProcessorDefinition<?> route, Action action) {
    if (action instanceof Action.Call call) {
      return route.to(call.step().uri());
    } else if (action instanceof Action.Apply apply) {
      return route.process(apply.bean());
    } else if (action instanceof Action.Keep keep) {
      var filter =
          keep.bean() == null
              ? route.filter(pipeline.simple(keep.simple()))
              : route.filter(new RefExpression(keep.bean()));
      return filter.statusPropertyName(Passed.KEPT);
    }
    return route;
  }
}
