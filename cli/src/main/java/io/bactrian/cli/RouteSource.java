package io.bactrian.cli;

import io.bactrian.cli.validate.RouteValidator;
import io.bactrian.dsl.Pipeline;
import io.bactrian.dsl.PipelinePrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.RoutesBuilder;

/**
 * A route that can be run: a stock one, a file of YAML, or a pipeline in Java.
 *
 * @param name as the user gave it
 * @param yaml its text, or null for Java
 * @param builder what makes its routes, or null for YAML
 * @param takes its parameters and profiles
 * @param functions the pipeline in Java whose functions the YAML names, or null
 */
record RouteSource(
    String name, String yaml, RoutesBuilder builder, RouteInterface takes, Pipeline functions) {
  /**
   * @throws RouteException when there is no such route
   */
  static RouteSource find(String name) {
    if (name.endsWith(".java")) {
      Path file = Path.of(name).toAbsolutePath();
      RoutesBuilder builder = PipelineCompiler.load(file);
      return new RouteSource(name, null, builder, takes(name, builder), null);
    }
    try {
      String yaml = text(name);
      return new RouteSource(
          name, yaml, null, RouteSections.read(name, yaml), functions(name, yaml));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }

  /**
   * Holds the route to what Camel and the components know.
   *
   * @param properties names of those that have values, beside the parameters of the route
   * @throws RouteException for all mistakes at once
   */
  void validate(Collection<String> properties) throws Exception {
    takes.checkProfiles();
    Set<String> known = new TreeSet<>(properties);
    known.addAll(Set.of("work", "failed"));
    takes.parameters().forEach(parameter -> known.add(parameter.name()));
    if (yaml != null) {
      RouteValidator.check(name, RouteSections.without(yaml), known);
    } else if (builder instanceof Pipeline pipeline) {
      RouteValidator.check(name + " as YAML", yaml(pipeline), known);
    }
  }

  private String yaml(Pipeline pipeline) throws Exception {
    return RouteSections.without(PipelinePrinter.yaml(pipeline, name));
  }

  private static Pipeline functions(String name, String yaml) {
    String file = RouteSections.functions(name, yaml);
    if (file == null) {
      return null;
    }
    Path java = Path.of(name).toAbsolutePath().resolveSibling(file);
    if (PipelineCompiler.load(java) instanceof Pipeline pipeline) {
      return pipeline;
    }
    throw new RouteException(
        "The functions of the route are not those of a pipeline",
        java.toString(),
        "a class that extends Pipeline, from which the route was printed",
        "correct the line functions: of the route",
        null);
  }

  private static RouteInterface takes(String name, RoutesBuilder builder) {
    return new RouteInterface(
        name, builder instanceof Pipeline pipeline ? pipeline.parameters() : List.of(), Map.of());
  }

  private static String text(String name) throws IOException {
    if (name.endsWith(".yaml") || name.contains("/")) {
      if (!Files.isRegularFile(Path.of(name))) {
        throw new RouteException(
            "The route file does not exist",
            Path.of(name).toAbsolutePath().toString(),
            "a file that ends in .camel.yaml or .java, or the name of a stock route",
            "correct the path",
            null);
      }
      return Files.readString(Path.of(name));
    }
    try (InputStream in =
        RouteSource.class.getResourceAsStream("/routes/" + name + ".camel.yaml")) {
      if (in == null) {
        throw new RouteException(
            "There is no stock route " + name,
            "bactrian run " + name,
            "train, infer, evaluate, preprocess, construct-csv, split-csv, or a file that ends in .camel.yaml or .java",
            "correct the name",
            null);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
