package io.bactrian.learning.architectures;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.learning.network.Normalization.Statistics;
import java.util.List;

/**
 * What an architecture is built from.
 *
 * @param settings the section {@code model} of a configuration
 * @param channels of the input
 * @param statistics of the normalization
 * @param patchSize x, y and, in 3D, z in voxels; empty when nobody knows it
 * @param perImage whether one answer an image is wanted (regression, classification); architectures
 *     that always give one need not look
 */
record Blueprint(
    ModelSettings settings,
    int channels,
    Statistics statistics,
    List<Integer> patchSize,
    boolean perImage) {
  Blueprint {
    patchSize = List.copyOf(patchSize);
  }

  int dimension() {
    return settings.dimension();
  }

  int classes() {
    return settings.classes();
  }

  int filters() {
    return settings.baseFilters();
  }

  float dropout() {
    return (float) settings.dropout();
  }

  /** The keys that belong to this architecture alone. */
  Parameters options() {
    return settings.options();
  }

  /**
   * The patch size of an architecture that cannot be built without.
   *
   * @throws ConfigurationException when there is none
   */
  List<Integer> patchSizeNeeded() {
    if (patchSize.isEmpty()) {
      throw new ConfigurationException(
          "The architecture " + settings.architecture() + " is built for one patch size",
          "patch_size",
          "one size for each axis",
          "Give patch_size");
    }
    return patchSize;
  }
}
