package io.bactrian.cli;

import io.bactrian.component.ingest.IngestConsumer;
import io.bactrian.step.Progress;
import io.bactrian.workflow.TaskListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Runs the routes of one file in a Camel context of their own, until the steps that start them have
 * come to the end and nothing is on its way. Routes that start with something else, such as a
 * folder that is watched, run until the program is interrupted.
 */
final class RouteRunner {
  /** The thread pool in which stock routes split over subjects. */
  static final String POOL = "subjects";

  private static final int STOP_SECONDS = 5;
  private static final int BUSY_MILLIS = 50;

  private final String name;
  private final Map<String, String> properties;
  private final Progress progress;
  private final MeterRegistry meters;
  private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
  private TaskListener tasks = TaskListener.NONE;
  private final List<Watcher> watchers = new ArrayList<>();
  private Runnable stopped = () -> {};
  private volatile boolean stopping;

  private record Ending(Throwable failure) {}

  /**
   * @param name of a stock route, or a file
   * @param properties of the route
   */
  RouteRunner(
      String name, Map<String, String> properties, Progress progress, MeterRegistry meters) {
    this.name = name;
    this.properties = properties;
    this.progress = progress;
    this.meters = meters;
  }

  /** Told of the Camel context when its routes are loaded, before anything runs. */
  interface Watcher {
    void loaded(CamelContext context) throws Exception;
  }

  /**
   * @param listener told of every task; not a {@link Progress} too, for that is looked up by type
   */
  void tellTasks(TaskListener listener) {
    tasks = listener;
  }

  void whenLoaded(Watcher watcher) {
    watchers.add(watcher);
  }

  /** What is done at the end when the program is interrupted. */
  void whenStopped(Runnable action) {
    stopped = action;
  }

  /** Whether the program is being interrupted: what fails then is no failure. */
  boolean isStopping() {
    return stopping;
  }

  /** Runs the routes to their end; throws what stopped them. */
  void run() throws Exception {
    CamelContext context = new DefaultCamelContext();
    Thread stop =
        new Thread(
            () -> {
              stopping = true;
              context.stop();
              stopped.run();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      configure(context);
      start(context);
      await(context);
    } finally {
      context.stop();
      forget(stop);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is being interrupted: the hook is what has stopped the routes.
    }
  }

  private void await(CamelContext context) throws Exception {
    long starts =
        context.getRoutes().stream()
            .filter(route -> route.getConsumer() instanceof IngestConsumer)
            .count();
    if (starts == 0) {
      Thread.currentThread().join();
    }
    for (long i = 0; i < starts; i++) {
      Throwable failure = endings.take().failure();
      if (failure instanceof Exception exception) {
        throw exception;
      } else if (failure != null) {
        throw new IllegalStateException(failure);
      }
    }
    while (isBusy(context)) {
      TimeUnit.MILLISECONDS.sleep(BUSY_MILLIS);
    }
  }

  private void configure(CamelContext context) {
    context.disableJMX();
    context.getRegistry().bind("progress", new Endings(progress, this::ended));
    context.getRegistry().bind("tasks", tasks);
    context.getRegistry().bind("meters", meters);
    Properties values = new Properties();
    values.putAll(properties);
    context.getPropertiesComponent().setOverrideProperties(values);
    ThreadPoolProfile pool =
        new ThreadPoolProfileBuilder(POOL)
            .poolSize(Runtime.getRuntime().availableProcessors())
            .maxPoolSize(Runtime.getRuntime().availableProcessors())
            .maxQueueSize(Runtime.getRuntime().availableProcessors())
            .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
            .build();
    context.getExecutorServiceManager().registerThreadPoolProfile(pool);
    context.getShutdownStrategy().setTimeout(STOP_SECONDS);
    context.getShutdownStrategy().setShutdownNowOnTimeout(true);
    context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
  }

  private void ended(Throwable failure) {
    endings.add(new Ending(failure));
  }

  private void start(CamelContext context) throws Exception {
    RouteSource source = RouteSource.find(name);
    try {
      if (source.functions() != null) {
        source.functions().prepare(context);
      }
      if (source.builder() == null) {
        PluginHelper.getRoutesLoader(context)
            .loadRoutes(
                ResourceHelper.fromString(file(name), RouteSections.without(source.yaml())));
      } else {
        if (source.builder() instanceof RouteConfigurationsBuilder configurations) {
          context.addRoutesConfigurations(configurations);
        }
        context.addRoutes(source.builder());
      }
      for (Watcher watcher : watchers) {
        watcher.loaded(context);
      }
      context.start();
    } catch (Exception e) {
      if (Failures.mistake(e) != null) {
        throw e;
      }
      throw notStarted(e);
    }
  }

  /** Camel tells the language of routes by the name of their file. */
  private static String file(String name) {
    return name.endsWith(".yaml") ? name : name + ".camel.yaml";
  }

  /** Camel's message is long and nested: the deepest one says what is wrong. */
  private RouteException notStarted(Exception exception) {
    Throwable root = exception;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    String missing = message.replaceFirst("(?s).*Property with key \\[([^]]+)] not found.*", "$1");
    if (!missing.equals(message)) {
      return new RouteException(
          "The route " + name + " needs the property " + missing,
          "the properties of the route: " + String.join(", ", properties.keySet()),
          "a value for every {{" + missing + "}} in the route",
          "add -P " + missing + "=VALUE",
          exception);
    }
    return new RouteException(
        "The route " + name + " cannot be started: " + message.lines().findFirst().orElse(""),
        name,
        "a Camel route in YAML whose components and options exist",
        "correct the route; --stacktrace prints all that Camel says",
        exception);
  }

  private static boolean isBusy(CamelContext context) {
    return context.getInflightRepository().size() > 0
        || context.getEndpoints().stream()
            .anyMatch(e -> e instanceof SedaEndpoint seda && seda.getCurrentQueueSize() > 0);
  }
}
