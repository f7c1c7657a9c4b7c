package io.bactrian.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a route without running it. */
@Command(
    name = "validate",
    description =
        "Check a route without running it: steps, endpoints, options, values, properties and links.")
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ROUTE",
      description = "A stock route, or a file that ends in .camel.yaml or .java.")
  private String route;

  @Option(
      names = "-P",
      paramLabel = "KEY=VALUE",
      description = "A property that will be given when the route runs. May be given often.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    RouteSource source = RouteSource.find(route);
    source.validate(new TreeSet<>(properties.keySet()));
    spec.commandLine().getOut().println(route + " is a valid route.");
    return Bactrian.DONE;
  }
}
