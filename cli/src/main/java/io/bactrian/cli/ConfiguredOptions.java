package io.bactrian.cli;

import io.bactrian.cohort.configuration.Configuration;
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

  /** What the file says. */
  Configuration configuration() {
    return Configuration.read(config);
  }

  /** As the general form, with this configuration. */
  Map<String, String> properties(String route, Path output) {
    return properties(route, config, output);
  }
}
