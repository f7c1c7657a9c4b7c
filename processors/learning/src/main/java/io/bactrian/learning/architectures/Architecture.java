package io.bactrian.learning.architectures;

import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.network.Layers;
import io.bactrian.learning.network.NetworkShape;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.SizeRule;
import java.util.Optional;

/** A kind of network, with settings of its own. */
interface Architecture {
  /**
   * Adds the parameters, by the names and in the order of GaNDLF's module, and gives the layers
   * that use them.
   */
  Layers build(Blueprint blueprint, ParameterList parameters);

  /** Which sizes its images may have. */
  SizeRule sizes(Blueprint blueprint);

  /** Whether it answers once an image: when asked to, unless it cannot do anything else. */
  default boolean perImage(Blueprint blueprint) {
    return blueprint.perImage();
  }

  /** How weights of ImageNet fit; empty when no others have trained such a network on it. */
  default Optional<Pretraining> pretraining(ModelSettings settings) {
    return Optional.empty();
  }

  default NetworkShape shape(Blueprint blueprint) {
    return new NetworkShape(
        blueprint.dimension(),
        blueprint.channels(),
        blueprint.classes(),
        sizes(blueprint),
        perImage(blueprint));
  }
}
