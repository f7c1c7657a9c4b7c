package io.bactrian.cli.report;

import io.bactrian.evaluation.report.Svg;
import io.bactrian.workflow.run.RouteGraph;
import io.bactrian.workflow.run.StepStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The routes from top to bottom: a box for each step, shifted to the right inside splits, with how
 * often it ran beside it.
 */
final class GraphPicture {
  private static final int WIDTH = 760;
  private static final int ROW = 46;
  private static final int BOX = 26;
  private static final int BOX_WIDTH = 210;
  private static final int INDENT = 34;
  private static final int LEFT = 24;
  private static final int TOP = 12;
  private static final int DEEPEST = 8;

  private final RouteGraph graph;
  private final Map<String, StepStatus> steps = new HashMap<>();

  GraphPicture(RouteGraph graph, List<StepStatus> steps) {
    this.graph = graph;
    steps.forEach(step -> this.steps.put(step.step(), step));
  }

  String svg() {
    List<RouteGraph.Node> nodes = graph.nodes();
    Svg svg = new Svg(WIDTH, 2 * TOP + ROW * nodes.size() - (ROW - BOX), "The routes of this run");
    groups(svg);
    Set<Integer> labelled = new HashSet<>();
    for (RouteGraph.Edge edge : graph.edges()) {
      // Every step may fail: one word is enough for all their arrows.
      boolean failed = edge.label().equals(RouteGraph.FAILED);
      draw(svg, edge, failed ? "edge handled" : "edge", !failed || labelled.add(edge.to()));
    }
    for (int i = 0; i < nodes.size(); i++) {
      draw(svg, nodes.get(i), i);
    }
    return svg.toString();
  }

  /** A ground behind all that stands in the same split. */
  private void groups(Svg svg) {
    List<RouteGraph.Node> nodes = graph.nodes();
    for (int depth = 1; depth <= DEEPEST; depth++) {
      for (int first = 0; first < nodes.size(); first++) {
        boolean begins =
            nodes.get(first).depth() >= depth
                && (first == 0 || nodes.get(first - 1).depth() < depth);
        if (begins) {
          int last = first;
          while (last + 1 < nodes.size() && nodes.get(last + 1).depth() >= depth) {
            last++;
          }
          double x = LEFT + INDENT * depth - 12;
          svg.rectangle("group", x, y(first) - 8, WIDTH - x - 8, y(last) - y(first) + BOX + 16);
        }
      }
    }
  }

  private void draw(Svg svg, RouteGraph.Edge edge, String style, boolean labelled) {
    RouteGraph.Node to = graph.nodes().get(edge.to());
    RouteGraph.Node from = graph.nodes().get(edge.from());
    if (edge.to() == edge.from() + 1) {
      svg.arrow(style, x(from) + 30, y(edge.from()) + BOX, x(to) + 30, y(edge.to()));
      if (labelled && !edge.label().isEmpty()) {
        svg.text("tick", x(to) + 40, y(edge.to()) - 6, "start", edge.label());
      }
      return;
    }
    double right = x(from) + BOX_WIDTH;
    double bulge = 30 + 6.0 * Math.abs(edge.to() - edge.from());
    svg.bow(
        style,
        right,
        y(edge.from()) + BOX / 2.0,
        x(to) + BOX_WIDTH,
        y(edge.to()) + BOX / 2.0,
        bulge);
    if (labelled && !edge.label().isEmpty()) {
      svg.text("tick", right + 8, y(edge.from()) + BOX / 2.0 + 16, "start", edge.label());
    }
  }

  private void draw(Svg svg, RouteGraph.Node node, int row) {
    svg.rectangle("node " + node.kind(), x(node), y(row), BOX_WIDTH, BOX, "route " + node.route());
    svg.text("label", x(node) + 10, y(row) + 18, "start", cut(node.label()));
    StepStatus step = steps.get(node.label());
    if (step != null) {
      svg.text("tick", WIDTH - 20, y(row) + 18, "end", words(step));
    }
  }

  private static String words(StepStatus step) {
    return step.done()
        + (step.stored() > 0 ? " done, " + step.stored() + " stored, " : " done, ")
        + (step.failed() > 0 ? step.failed() + " failed, " : "")
        + Words.seconds(step.busySeconds());
  }

  private static String cut(String label) {
    return label.length() > 27 ? label.substring(0, 26) + "…" : label;
  }

  private static double x(RouteGraph.Node node) {
    return LEFT + INDENT * Math.min(DEEPEST, node.depth());
  }

  private static double y(int row) {
    return TOP + (double) ROW * row;
  }
}
