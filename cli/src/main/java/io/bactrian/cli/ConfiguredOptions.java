package io.bactrian.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Of commands for stock routes that need a configuration. */
final class ConfiguredOptions extends StockOptions {
  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "CONFIG.yaml",
      description = "GaNDLF-style configuration.")
  private Path config;

  /**
   * The properties of a stock route, with all paths absolute.
   *
   * @throws RouteException for an unknown profile or setting
   */
  Map<String, String> properties(String route, Path output) {
    return properties(route, config, output);
  }
}
