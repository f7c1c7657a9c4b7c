package io.bactrian.cli;

import io.bactrian.dsl.Pipeline;
import io.bactrian.dsl.PipelinePrinter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs any route. */
@Command(
    name = "run",
    description = "Run a route: a stock one, a Camel YAML file, or a pipeline in Java of your own.")
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Bactrian bactrian;

  @Parameters(
      arity = "0..1",
      paramLabel = "ROUTE",
      description =
          "train, infer, evaluate, preprocess, construct-csv, split-csv, or a file that ends in .camel.yaml or .java")
  private String route;

  @Option(
      names = "-P",
      paramLabel = "KEY=VALUE",
      description = "A property of the route: what it writes as {{KEY}}. May be given often.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Option(
      names = {"-profile", "--profile"},
      paramLabel = "NAME",
      description = "A set of properties that the route declares; -P wins over it.")
  private String profile;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "The work folder, as -P work=DIR (default: work).")
  private Path work;

  @Option(names = "--print", description = "Print the routes of a Java pipeline as YAML, and end.")
  private boolean print;

  @Option(
      names = {"-h", "--help"},
      description = "Print this, and with ROUTE the parameters and profiles that it declares.")
  private boolean help;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (help) {
      spec.commandLine().usage(out);
    }
    if (route == null) {
      if (help) {
        return Bactrian.DONE;
      }
      throw new picocli.CommandLine.ParameterException(
          spec.commandLine(), "Name a route: train, infer, evaluate, or a file");
    }
    RouteSource source = RouteSource.find(route);
    if (help) {
      source.takes().help().forEach(out::println);
      return Bactrian.DONE;
    }
    if (print && source.builder() instanceof Pipeline pipeline) {
      out.print(PipelinePrinter.yaml(pipeline, route));
      out.flush();
      return Bactrian.DONE;
    }
    if (work != null) {
      properties.putIfAbsent("work", work.toString());
    }
    Map<String, String> values = source.takes().values(profile, properties);
    if (source.yaml() != null) {
      source.validate(values.keySet());
    }
    Path output = source.takes().folder(values);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("work", "work");
    all.put("failed", (output == null ? Path.of("") : output).resolve("failed.csv").toString());
    all.putAll(values);
    return new Session(bactrian, output).run(route, all);
  }
}
