package io.bactrian.dsl;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.ModelToYAMLDumper;
import org.apache.camel.support.PluginHelper;

/** Prints the routes of a pipeline as YAML, by Camel's own writer. */
public final class PipelinePrinter {
  private PipelinePrinter() {}

  /**
   * The routes as YAML. Functions cannot be written down: they are references to beans, which a
   * comment at the head names.
   *
   * @throws Exception what Camel throws when a route cannot be built
   */
  public static String yaml(Pipeline pipeline) throws Exception {
    CamelContext context = new DefaultCamelContext();
    try {
      pipeline.setCamelContext(context);
      pipeline.configure();
      ModelToYAMLDumper dumper = PluginHelper.getModelToYAMLDumper(context);
      StringBuilder yaml = new StringBuilder(head(pipeline));
      yaml.append(Routes.failuresAsYaml(context));
      for (RouteDefinition route : pipeline.getRouteCollection().getRoutes()) {
        yaml.append(dumper.dumpModelAsYaml(context, route, false, true, false, false));
      }
      return yaml.toString();
    } finally {
      context.stop();
    }
  }

  private static String head(Pipeline pipeline) {
    StringBuilder head =
        new StringBuilder("# The pipeline " + pipeline.getClass().getSimpleName() + ".\n");
    Map<String, Object> beans = new TreeMap<>(pipeline.beans());
    if (!beans.isEmpty()) {
      head.append("# Functions in Java, which the registry must hold under these names:\n");
      beans.keySet().forEach(name -> head.append("#   ").append(name).append('\n'));
    }
    return head.append('\n').toString();
  }
}
