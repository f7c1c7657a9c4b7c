package io.bactrian.learning.model;

import ai.djl.ndarray.NDManager;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.network.NetworkSummary;
import io.bactrian.learning.operators.EngineThread;

/** The description of the network that a configuration asks for. */
public final class ConfiguredSummary {
  private ConfiguredSummary() {}

  /**
   * Layers, shapes, parameters, multiply-adds and memory, as a table.
   *
   * @param configuration when it gives no {@code num_channels}, one is taken
   */
  public static String of(Configuration configuration) {
    EngineThread.prepare();
    ModelSettings model = configuration.model();
    int channels = Math.max(1, model.channels());
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Network network = Architectures.create(configuration, channels, model.problem().perImage());
      network.checkPatchSize(configuration.training().patchSize());
      network.initialize(manager, 0);
      return of(configuration, network);
    }
  }

  /** The same for a network that is there. */
  public static String of(Configuration configuration, Network network) {
    NetworkSummary summary = NetworkSummary.of(network, configuration.training().patchSize());
    return configuration.model().architecture()
        + ", "
        + configuration.model().dimension()
        + "D, "
        + network.precision().label()
        + "\n\n"
        + summary.text(configuration.training().batchSize());
  }
}
