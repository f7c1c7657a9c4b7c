package io.bactrian.workflow.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run is: the {@code run.json} in its folder, written when it starts and again when it ends.
 *
 * @param id name of its folder
 * @param command of the command line, such as {@code train}
 * @param route that it runs
 * @param properties of the route; of paths only the last name
 * @param version of the program
 * @param java version of the runtime
 * @param host name of the machine
 * @param pid of the process
 * @param processors of the machine
 * @param start when it began
 * @param end when it ended, or null
 * @param exit code of the process, or null before the end
 * @param error class of what ended it, or null
 * @param graph of the routes, or null when they could not be loaded
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunInfo(
    String id,
    String command,
    String route,
    Map<String, String> properties,
    String version,
    String java,
    String host,
    long pid,
    int processors,
    Instant start,
    Instant end,
    Integer exit,
    String error,
    RouteGraph graph) {
  /** Exit code of a process that a signal has ended: 128 and the number of SIGINT. */
  public static final int STOPPED = 130;

  public RunInfo {
    properties =
        properties == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /** The same with the routes, once they are known. */
  public RunInfo withGraph(RouteGraph routes) {
    return new RunInfo(
        id,
        command,
        route,
        properties,
        version,
        java,
        host,
        pid,
        processors,
        start,
        end,
        exit,
        error,
        routes);
  }

  /**
   * The same at its end.
   *
   * @param failure class of what ended it, or null
   */
  public RunInfo ended(Instant time, int code, String failure) {
    return new RunInfo(
        id,
        command,
        route,
        properties,
        version,
        java,
        host,
        pid,
        processors,
        start,
        time,
        code,
        failure,
        graph);
  }

  /** How long it took, or takes until {@code now}. */
  public Duration duration(Instant now) {
    return Duration.between(start, end == null ? now : end);
  }
}
