package io.bactrian.dsl;

import java.util.List;
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
   * The routes as YAML, with the parameters. Functions cannot be written down: they are references
   * to beans, which a comment at the head names.
   *
   * @param source the file of Java that has the functions, named so that the command line finds
   *     them; or null
   * @throws Exception what Camel throws when a route cannot be built
   */
  public static String yaml(Pipeline pipeline, String source) throws Exception {
    CamelContext context = new DefaultCamelContext();
    try {
      pipeline.setCamelContext(context);
      pipeline.configure();
      ModelToYAMLDumper dumper = PluginHelper.getModelToYAMLDumper(context);
      StringBuilder yaml = new StringBuilder(head(pipeline, source));
      yaml.append(parameters(pipeline.parameters()));
      yaml.append(Routes.failuresAsYaml(context));
      for (RouteDefinition route : pipeline.getRouteCollection().getRoutes()) {
        yaml.append(dumper.dumpModelAsYaml(context, route, false, true, false, false));
      }
      return yaml.toString();
    } finally {
      context.stop();
    }
  }

  private static String head(Pipeline pipeline, String source) {
    StringBuilder head =
        new StringBuilder("# The pipeline " + pipeline.getClass().getSimpleName() + ".\n");
    Map<String, Object> beans = new TreeMap<>(pipeline.beans());
    if (!beans.isEmpty()) {
      head.append("# Functions in Java, which the registry must hold under these names:\n");
      beans.keySet().forEach(name -> head.append("#   ").append(name).append('\n'));
      head.append(source == null ? "" : "- functions: " + quoted(source) + "\n");
    }
    return head.append('\n').toString();
  }

  private static String parameters(List<Parameter> parameters) {
    if (parameters.isEmpty()) {
      return "";
    }
    StringBuilder section = new StringBuilder("- parameters:\n");
    for (Parameter parameter : parameters) {
      section.append("    " + parameter.name() + ": {type: " + parameter.type().word());
      if (!parameter.isRequired()) {
        section.append(", default: " + quoted(parameter.defaultValue()));
      }
      if (!parameter.values().isEmpty()) {
        List<String> values = parameter.values().stream().map(PipelinePrinter::quoted).toList();
        section.append(", values: [" + String.join(", ", values) + "]");
      }
      section.append(", description: " + quoted(parameter.description()) + "}\n");
    }
    return section.append('\n').toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + '"';
  }
}
