package io.bactrian.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the commands for stock routes have in common. */
class StockOptions {
  @Option(
      names = {"-i", "--input"},
      required = true,
      paramLabel = "DATA.csv",
      description = "Table of subjects; relative paths in it start at its folder.")
  Path input;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "work",
      description =
          "Where intermediate results are kept and found again (default: ${DEFAULT-VALUE}).")
  Path work;

  @Option(
      names = {"-profile", "--profile"},
      paramLabel = "NAME",
      description =
          "Settings that the route has by that name, such as cluster: 'bactrian run ROUTE --help'"
              + " lists them; -P wins over it.")
  private String profile;

  @Option(
      names = "-P",
      paramLabel = "KEY=VALUE",
      description =
          "What steps and machine are told, such as step.attempts=6, normalize.memory=4g or"
              + " machine.cpus=8. May be given often.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /**
   * The properties of a stock route, with all paths absolute.
   *
   * @throws RouteException for an unknown profile or setting
   */
  Map<String, String> properties(String route, Path config, Path output) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("config", absolute(config));
    properties.put("data", absolute(input));
    properties.put("work", absolute(work));
    properties.put("output", absolute(output));
    properties.put("failed", absolute(output.resolve("failed.csv")));
    properties.putAll(RouteSource.find(route).takes().settings(profile, settings));
    return properties;
  }

  /**
   * Makes sure that the table is none of the files of an output folder that are written anew.
   *
   * @param names of them, beside the list of failed subjects
   */
  void refuseOverwriting(Path folder, String... names) {
    Overwriting.refuse(input, folder.resolve("failed.csv"));
    for (String name : names) {
      Overwriting.refuse(input, folder.resolve(name));
    }
  }

  static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
