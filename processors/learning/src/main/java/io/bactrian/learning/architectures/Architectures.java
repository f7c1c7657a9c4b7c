package io.bactrian.learning.architectures;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.Precision;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The networks that a configuration can ask for. */
public final class Architectures {
  private static final Map<String, Architecture> BY_NAME = new TreeMap<>();

  static {
    BY_NAME.putAll(SegmentationArchitectures.byName());
    BY_NAME.putAll(ImageArchitectures.byName());
  }

  private Architectures() {}

  /** As the configuration names them, without other spellings. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }

  /**
   * The network of a configuration, without values yet: see {@link Network#initialize}.
   *
   * <p>Instance norm takes the statistics of each image in training and afterwards.
   *
   * @param channels of the input
   * @param perImage whether one answer an image is wanted instead of one a voxel
   * @throws ConfigurationException for an unknown architecture or precision, or settings that the
   *     architecture cannot have
   */
  public static Network create(Configuration configuration, int channels, boolean perImage) {
    ModelSettings settings = configuration.model();
    List<Integer> patch =
        Arrays.stream(configuration.training().patchSize())
            .limit(settings.dimension())
            .boxed()
            .toList();
    return create(new Blueprint(settings, channels, statistics(settings), patch, perImage));
  }

  /** As the general form for architectures that are not built for one patch size. */
  public static Network create(ModelSettings settings, int channels) {
    return create(settings, channels, statistics(settings));
  }

  /**
   * As {@link #create(ModelSettings, int)} with a choice of statistics: weights that GaNDLF trained
   * with instance norm hold running statistics and need {@link Statistics#TRACKED_INSTANCE}.
   */
  public static Network create(ModelSettings settings, int channels, Statistics statistics) {
    return create(new Blueprint(settings, channels, statistics, List.of(), false));
  }

  static Network create(Blueprint blueprint) {
    ModelSettings settings = blueprint.settings();
    Precision precision = Precision.of(settings.precision());
    Architecture architecture = named(settings);
    ParameterList parameters = new ParameterList(precision.parameters());
    Layers layers = architecture.build(blueprint, parameters);
    return new Network(architecture.shape(blueprint), precision, layers, parameters);
  }

  /** How weights of ImageNet fit a network; empty when nobody has trained such a one on it. */
  public static Optional<Pretraining> pretraining(ModelSettings settings) {
    return named(settings).pretraining(settings);
  }

  private static Architecture named(ModelSettings settings) {
    Architecture architecture = BY_NAME.get(settings.architecture().toLowerCase(Locale.ROOT));
    if (architecture == null) {
      throw new ConfigurationException(
          "Unknown architecture '" + settings.architecture() + "'",
          "model, architecture",
          "one of " + String.join(", ", names()),
          "Choose one of these");
    }
    return architecture;
  }

  private static Statistics statistics(ModelSettings settings) {
    return switch (settings.norm()) {
      case BATCH -> Statistics.BATCH;
      case INSTANCE -> Statistics.INSTANCE;
      case TRACKED_INSTANCE -> Statistics.TRACKED_INSTANCE;
      case NONE -> Statistics.NONE;
    };
  }
}
