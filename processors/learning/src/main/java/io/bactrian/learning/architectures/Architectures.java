package io.bactrian.learning.architectures;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.network.NetworkShape;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.Precision;
import java.util.Locale;

/** The networks that a configuration can ask for. */
public final class Architectures {
  private Architectures() {}

  /**
   * The network of a configuration, without values yet: see {@link Network#initialize}.
   *
   * <p>Instance norm takes the statistics of each image in training and afterwards.
   *
   * @param channels of the input
   * @throws ConfigurationException for an unknown architecture or precision
   */
  public static Network create(ModelSettings settings, int channels) {
    Statistics statistics =
        switch (settings.norm()) {
          case BATCH -> Statistics.BATCH;
          case INSTANCE -> Statistics.INSTANCE;
          case TRACKED_INSTANCE -> Statistics.TRACKED_INSTANCE;
          case NONE -> Statistics.NONE;
        };
    return create(settings, channels, statistics);
  }

  /**
   * As {@link #create(ModelSettings, int)} with a choice of statistics: weights that GaNDLF trained
   * with instance norm hold running statistics and need {@link Statistics#TRACKED_INSTANCE}.
   */
  public static Network create(ModelSettings settings, int channels, Statistics statistics) {
    Precision precision = Precision.of(settings.precision());
    return switch (settings.architecture().toLowerCase(Locale.ROOT)) {
      case "unet" -> unet(settings, channels, statistics, false, false, precision);
      case "resunet", "residualunet" ->
          unet(settings, channels, statistics, true, false, precision);
      case "unet_multilayer" -> unet(settings, channels, statistics, false, true, precision);
      case "resunet_multilayer", "residualunet_multilayer" ->
          unet(settings, channels, statistics, true, true, precision);
      default ->
          throw new ConfigurationException(
              "Unknown architecture '" + settings.architecture() + "'",
              "model, architecture",
              "unet, resunet, unet_multilayer or resunet_multilayer",
              "Choose one of these");
    };
  }

  private static Network unet(
      ModelSettings settings,
      int channels,
      Statistics statistics,
      boolean residual,
      boolean multilayer,
      Precision precision) {
    UNetSettings unet =
        new UNetSettings(
            settings.dimension(),
            channels,
            settings.classes(),
            settings.baseFilters(),
            settings.depth(),
            statistics,
            residual,
            !multilayer,
            (float) settings.dropout());
    ParameterList parameters = new ParameterList();
    UNet layers =
        multilayer ? UNet.createMultilayer(unet, parameters) : UNet.create(unet, parameters);
    NetworkShape shape =
        new NetworkShape(settings.dimension(), channels, settings.classes(), settings.depth());
    return new Network(shape, precision, layers, parameters);
  }
}
