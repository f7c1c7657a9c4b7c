package io.bactrian.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs any route. */
@Command(
    name = "run",
    description = "Run a route: a stock one, or a Camel YAML file of your own.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @ParentCommand private Bactrian bactrian;

  @Parameters(
      paramLabel = "ROUTE",
      description =
          "train, infer, evaluate, preprocess, construct-csv, split-csv, or a file that ends in .camel.yaml")
  private String route;

  @Option(
      names = "-P",
      paramLabel = "KEY=VALUE",
      description = "A property of the route: what it writes as {{KEY}}. May be given often.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    String output = properties.get("output");
    Map<String, String> all = new LinkedHashMap<>();
    all.put("work", "work");
    all.put(
        "failed",
        (output == null ? Path.of("") : Path.of(output)).resolve("failed.csv").toString());
    all.putAll(properties);
    return new Session(bactrian, output == null ? null : Path.of(output)).run(route, all);
  }
}
