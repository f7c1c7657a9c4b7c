package io.bactrian.workflow.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * The routes of a run: what is done, and what comes after what.
 *
 * @param nodes steps and what else stands in the routes
 * @param edges by the place of their nodes in the list
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RouteGraph(List<Node> nodes, List<Edge> edges) {
  /** At arrows that messages take which have failed. */
  public static final String FAILED = "failed";

  public RouteGraph {
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
    edges = edges == null ? List.of() : List.copyOf(edges);
  }

  /**
   * @param kind {@code start}, {@code step}, {@code pattern} (split, filter, choice, ...) or {@code
   *     other} (an endpoint that is no step)
   * @param label shown, such as {@code harmonize:config}
   * @param route id of the route it stands in
   * @param depth in how many splits it stands
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Node(String kind, String label, String route, int depth) {}

  /**
   * @param label at the arrow, or empty
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Edge(int from, int to, String label) {}
}
