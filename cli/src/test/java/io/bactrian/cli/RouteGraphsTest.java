package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cli.report.RouteGraphs;
import io.bactrian.workflow.run.RouteGraph;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The graph of routes, with what is done about failures. */
class RouteGraphsTest {
  private static final String ROUTE =
      """
      - routeConfiguration:
          id: subjects
          onException:
            - onException:
                exception: ["java.lang.IllegalStateException"]
                handled: {constant: "false"}
            - onException:
                exception: ["java.lang.Exception"]
                handled: {constant: "true"}
                steps:
                  - to: "failed:csv?file=failed.csv"
                  - to: "log:dead-letter"
      - route:
          id: main
          from:
            uri: "direct:start"
            steps:
              - to: "log:never"
      - route:
          id: all
          from:
            uri: "timer:once?repeatCount=1"
            steps:
              - split:
                  simple: "${body}"
                  steps:
                    - to: "direct:one"
              - to: "log:end"
      - route:
          id: one
          routeConfigurationId: subjects
          from:
            uri: "direct:one"
            steps:
              - to: "harmonize:canonical"
              - to: "normalize:zscore"
      """;

  @Test
  void stepsLeadToWhatIsDoneWhenTheyFail() throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.fromString("a.camel.yaml", ROUTE));
      RouteGraph graph = RouteGraphs.of(camel);
      assertThat(graph.nodes())
          .extracting(RouteGraph.Node::label)
          .containsExactly(
              "timer",
              "split",
              "harmonize:canonical",
              "normalize:zscore",
              "failed:csv",
              "log",
              "log");
      assertThat(graph.edges())
          .extracting(edge -> List.of(edge.from(), edge.to(), edge.label()))
          .containsExactlyInAnyOrder(
              List.of(0, 1, ""),
              List.of(1, 2, "each"),
              List.of(2, 3, ""),
              List.of(2, 4, "failed"),
              List.of(3, 4, "failed"),
              List.of(4, 5, ""),
              List.of(3, 6, ""));
    }
  }
}
