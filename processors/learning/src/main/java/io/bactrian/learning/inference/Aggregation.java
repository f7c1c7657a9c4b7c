package io.bactrian.learning.inference;

import io.bactrian.cohort.configuration.ConfigurationException;
import java.util.Locale;

/** What counts where windows overlap. */
public enum Aggregation {
  /** The window in whose middle the voxel lies most: its border is cut off. */
  CROP,
  /** All windows alike. */
  AVERAGE,
  /** All windows, those more in whose middle the voxel lies (a Gaussian of an eighth of them). */
  GAUSSIAN,
  /** All windows, by a Hann window, which is nearly nothing at their border (as TorchIO's). */
  HANN;

  /**
   * The aggregation of that name.
   *
   * @throws ConfigurationException for a name that is none
   */
  public static Aggregation of(String name) {
    try {
      return valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "Windows cannot be put together by '" + name + "'",
          "configuration, key inference_mechanism: grid_aggregator_overlap",
          "crop, average, gaussian or hann",
          "choose one of these",
          e);
    }
  }
}
