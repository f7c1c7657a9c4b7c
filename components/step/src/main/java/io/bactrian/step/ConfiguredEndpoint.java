package io.bactrian.step;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.camel.spi.UriParam;

/**
 * A step that may take its options from a configuration file. An option of the endpoint wins over
 * the file.
 */
public abstract class ConfiguredEndpoint extends StepEndpoint {
  @UriParam(
      description =
          "GaNDLF-style YAML file that gives what the options leave open. Options win over it.")
  private String config;

  private volatile Configuration configuration;

  protected ConfiguredEndpoint(String uri, StepComponent component) {
    super(uri, component);
  }

  public String getConfig() {
    return config;
  }

  public void setConfig(String config) {
    this.config = config;
  }

  /** The configuration, read once; null when the endpoint has none. */
  public final Configuration configuration() {
    if (configuration == null && config != null) {
      configuration = Configuration.read(Path.of(config));
    }
    return configuration;
  }

  /**
   * A value from the configuration.
   *
   * @param option the endpoint option that would have given it too, for the message
   * @throws ConfigurationException when there is no configuration
   */
  protected final <T> T fromConfiguration(String option, Function<Configuration, T> value) {
    Configuration known = configuration();
    if (known == null) {
      throw new ConfigurationException(
          "The step " + step() + " lacks the option " + option,
          "the route that uses " + step(),
          option + " as an option of the step, or config= with a configuration file",
          "write " + step() + "?" + option + "=... or " + step() + "?config=FILE.yaml");
    }
    return value.apply(known);
  }
}
