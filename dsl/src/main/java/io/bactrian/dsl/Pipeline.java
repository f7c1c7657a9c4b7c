package io.bactrian.dsl;

import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * A pipeline in Java: {@link #define} joins channels of subjects and other records by processes,
 * and Camel gets routes that do it. As a {@code RouteBuilder} it can be added to any Camel context;
 * the command line runs it by {@code bactrian run NAME.java} and prints its routes as YAML.
 *
 * <pre>{@code
 * public class Preprocessing extends Pipeline {
 *   protected void define() {
 *     Setting data = file("data", "Table of subjects");
 *     subjects(data)
 *         .through(harmonize("canonical"))
 *         .through(normalize("zscore").with("mask", "nonzero"))
 *         .groupBy(subject -> subject.attributes().get("Site"))
 *         .forEach("count", site -> System.out.println(site.key() + " " + site.items().size()));
 *   }
 * }
 * }</pre>
 */
public abstract class Pipeline extends RouteConfigurationBuilder {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Object> beans = new LinkedHashMap<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private boolean defined;

  /** Joins the channels. Called once. */
  protected abstract void define();

  /** The name of the pipeline's routes: the class name in words such as brain-extraction. */
  public String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .toLowerCase(Locale.ROOT);
  }

  /** The parameters that {@link #define} declares. */
  public final List<Parameter> parameters() {
    defineOnce();
    return List.copyOf(parameters.values());
  }

  /** The functions of the pipeline by the names under which its routes find them. */
  public final Map<String, Object> beans() {
    defineOnce();
    return Map.copyOf(beans);
  }

  /** Gives a context what the routes of this pipeline need: functions, and a pool of threads. */
  public final void prepare(CamelContext context) {
    setCamelContext(context);
    beans().forEach(context.getRegistry()::bind);
    if (context.getExecutorServiceManager().getThreadPoolProfile(Routes.POOL) == null) {
      int threads = Runtime.getRuntime().availableProcessors();
      context
          .getExecutorServiceManager()
          .registerThreadPoolProfile(
              new ThreadPoolProfileBuilder(Routes.POOL)
                  .poolSize(threads)
                  .maxPoolSize(threads)
                  .maxQueueSize(threads)
                  .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
                  .build());
    }
  }

  /** The subjects of a table. */
  protected final Channel<Subject> subjects(Object file) {
    return source("ingest:csv?file=" + file + "&failed={{failed:failed.csv}}", "${body.subjects}");
  }

  /** The predictions of a table with their targets. */
  protected final Channel<Prediction> predictions(Object file) {
    return source("ingest:predictions?file=" + file, "${body}");
  }

  /** Declares a parameter that has to be given: an existing file. */
  protected final Setting file(String name, String description) {
    return parameter(new Parameter(name, Parameter.Type.FILE, null, List.of(), description));
  }

  /** Declares a parameter that has to be given: a folder, which need not exist. */
  protected final Setting folder(String name, String description) {
    return parameter(new Parameter(name, Parameter.Type.FOLDER, null, List.of(), description));
  }

  /** Declares a parameter with a type and a default. */
  protected final Setting parameter(
      String name, Parameter.Type type, Object defaultValue, String description) {
    return parameter(
        new Parameter(name, type, String.valueOf(defaultValue), List.of(), description));
  }

  /** Declares a parameter. */
  protected final Setting parameter(Parameter parameter) {
    parameters.put(parameter.name(), parameter);
    String placeholder =
        parameter.isRequired()
            ? "{{" + parameter.name() + "}}"
            : "{{" + parameter.name() + ":" + parameter.defaultValue() + "}}";
    return new Setting(
        parameter.name(), () -> getContext().resolvePropertyPlaceholders(placeholder));
  }

  @Override
  public final void configuration() {
    Routes.failures(this);
  }

  @Override
  public final void configure() {
    defineOnce();
    if (nodes.isEmpty()) {
      throw new PipelineException(
          "The pipeline " + getClass().getSimpleName() + " has no channel",
          getClass().getName() + ".define()",
          "a source of items",
          "start with subjects(file)");
    }
    prepare(getContext());
    new Routes(this, nodes).build();
  }

  private void defineOnce() {
    if (!defined) {
      defined = true;
      define();
    }
  }

  final <T> Channel<T> source(String uri, String items) {
    return add(new Node.Source(fresh("source"), uri, items));
  }

  final <R> Channel<R> each(Node input, Action action) {
    return add(new Node.Each(fresh("channel"), input, action));
  }

  final <R> Channel<R> all(List<Node> inputs, String bean, String method, boolean single) {
    return add(new Node.All(fresh("channel"), inputs, bean, method, single));
  }

  final String bindFunction(String name, Function<?, ?> function) {
    return bind(name, new Functions.Mapping(label(name), function));
  }

  final String bindPredicate(String name, Predicate<?> predicate) {
    return bind(name, new Functions.Condition(label(name), predicate));
  }

  /** Binds a bean under a name of its own. */
  final String bind(String name, Object bean) {
    String unique = label(name);
    for (int i = 2; beans.containsKey(unique); i++) {
      unique = label(name) + i;
    }
    beans.put(unique, bean);
    return unique;
  }

  private String label(String name) {
    return name() + "." + name;
  }

  private <T> Channel<T> add(Node node) {
    nodes.add(node);
    return new Channel<>(this, node);
  }

  private String fresh(String kind) {
    return kind + (nodes.size() + 1);
  }
}
