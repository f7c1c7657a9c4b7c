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

  /** The properties of the route, with all paths absolute. */
  Map<String, String> properties(Path config, Path output) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("config", absolute(config));
    properties.put("data", absolute(input));
    properties.put("work", absolute(work));
    properties.put("output", absolute(output));
    properties.put("failed", absolute(output.resolve("failed.csv")));
    return properties;
  }

  static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
