package io.bactrian.cli;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.component.train.ModelTools;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Describes the network of a configuration. */
@Command(
    name = "summary",
    description =
        "Print the layers of a configured network, their shapes, parameters, multiply-adds and"
            + " memory.",
    mixinStandardHelpOptions = true)
final class SummaryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "CONFIG.yaml",
      description = "The configuration.")
  private Path config;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "Channels of the images, when the configuration has no num_channels (else 1).")
  private Integer channels;

  @Override
  public Integer call() {
    if (channels != null && channels < 1) {
      throw new ParameterException(
          spec.commandLine(), "--channels is " + channels + ": give 1 or more");
    }
    Configuration configuration = Configuration.read(config);
    if (channels != null) {
      configuration = configuration.withModel(configuration.model().withChannels(channels));
    }
    spec.commandLine().getOut().print(ModelTools.summary(configuration));
    spec.commandLine().getOut().flush();
    return Bactrian.DONE;
  }
}
