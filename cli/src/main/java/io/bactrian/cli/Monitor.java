package io.bactrian.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.bactrian.cli.report.RunReport;
import io.bactrian.workflow.Json;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.prometheus.MicrometerPrometheus;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;

/**
 * A run over HTTP while it lasts: a status page ({@code /}), the same as JSON ({@code /status}),
 * and at the paths of Camel's observability services health ({@code /observe/health}, {@code /live}
 * and {@code /ready} below it) and metrics ({@code /observe/metrics}).
 */
final class Monitor {
  private static final String HEALTH = "/observe/health";
  private static final String METRICS = "/observe/metrics";

  private Monitor() {}

  /** Measures that can be fetched when somebody may ask for them. */
  static MeterRegistry registry(ListenAddress address) {
    return address == null
        ? new SimpleMeterRegistry()
        : new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  /**
   * Adds the server to a context that has not begun: it starts and ends with it.
   *
   * @param context with the registry of {@link #registry} in it
   * @throws RouteException when the port cannot be listened on
   */
  static void add(CamelContext context, ListenAddress address, RunRecord record) throws Exception {
    checkPort(address);
    health(context, record);
    Server server = new Server(address, record);
    server.setCamelContext(context);
    context.addService(server);
    metrics(context);
  }

  /** Camel's server starts beside the routes, and would only log that it could not. */
  private static void checkPort(ListenAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
    } catch (IOException | IllegalArgumentException e) {
      throw new RouteException(
          "The port " + address.port() + " cannot be listened on",
          address.host() + ":" + address.port(),
          "an address of this machine with a free port",
          "give another --port, or end the program that uses it",
          e);
    }
  }

  /** Camel's server, with the pages of a run. */
  private static final class Server extends ManagementHttpServer {
    private final RunRecord record;

    Server(ListenAddress address, RunRecord record) {
      this.record = record;
      setHost(address.host());
      setPort(address.port());
      setPath("/");
      setHealthCheckEnabled(true);
      setHealthPath(HEALTH);
      setMetricsEnabled(true);
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      pages(getRouter(), record);
    }
  }

  private static void health(CamelContext context, RunRecord record) {
    HealthCheckRegistry registry = HealthCheckRegistry.get(context);
    registry.setEnabled(true);
    if (registry.resolveById("context") instanceof HealthCheck check) {
      registry.register(check);
    }
    registry.register(new WorkFolderCheck(record.folder().path()));
  }

  private static void metrics(CamelContext context) throws Exception {
    MicrometerPrometheus metrics = new MicrometerPrometheus();
    metrics.setCamelContext(context);
    metrics.setPath(METRICS);
    metrics.setBinders("processor,jvm-memory,jvm-gc,jvm-thread,uptime,file-descriptor");
    // They would be tagged with addresses of endpoints, and so with paths of files.
    metrics.setEnableExchangeEventNotifier(false);
    context.addService(metrics);
  }

  private static void pages(VertxPlatformHttpRouter router, RunRecord record) {
    router
        .get("/")
        .handler(
            request ->
                answer(
                    request.response(),
                    "text/html; charset=utf-8",
                    RunReport.live(record.info(), record.status())));
    router
        .get("/status")
        .handler(
            request -> {
              Map<String, Object> run = new LinkedHashMap<>();
              run.put("run", record.info());
              run.put("status", record.status());
              try {
                answer(request.response(), "application/json", Json.MAPPER.writeValueAsString(run));
              } catch (JsonProcessingException e) {
                request.fail(e);
              }
            });
  }

  private static void answer(HttpServerResponse response, String type, String text) {
    response
        .putHeader("Content-Type", type)
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .end(text);
  }
}
