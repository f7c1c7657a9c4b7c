package io.bactrian.step.images;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.normalize.Clip;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.Rescale;
import io.bactrian.imaging.normalize.Threshold;
import io.bactrian.imaging.normalize.ZScore;
import java.util.List;

/**
 * The {@code data_preprocessing} of a configuration as operations, in GaNDLF's order, divided
 * between harmonization and normalization: the former ends with the last change of the grid, so
 * that both together do exactly what the file says, also where it clips before it resamples.
 */
public final class Preprocessing {
  private Preprocessing() {}

  /** Everything up to the last change of the grid. */
  public static List<Operation> harmonization(Configuration configuration) {
    return operations(configuration, 0, afterLastSpatial(configuration));
  }

  /** Everything after the last change of the grid. */
  public static List<Operation> normalization(Configuration configuration) {
    return operations(
        configuration, afterLastSpatial(configuration), configuration.preprocessing().size());
  }

  private static int afterLastSpatial(Configuration configuration) {
    int[] patch = configuration.training().patchSize();
    int after = 0;
    for (int i = 0; i < configuration.preprocessing().size(); i++) {
      if (SpatialSteps.operation(configuration.preprocessing().get(i), patch) != null) {
        after = i + 1;
      }
    }
    return after;
  }

  private static List<Operation> operations(Configuration configuration, int from, int to) {
    int[] patch = configuration.training().patchSize();
    return configuration.preprocessing().subList(from, to).stream()
        .map(step -> operation(step, patch))
        .toList();
  }

  private static Operation operation(PreprocessingStep step, int[] patch) {
    Operation spatial = SpatialSteps.operation(step, patch);
    if (spatial != null) {
      return spatial;
    }
    Parameters parameters = step.parameters();
    return switch (step.name()) {
      case "clip" ->
          new Clip(
              parameters.number("min", Double.NEGATIVE_INFINITY),
              parameters.number("max", Double.POSITIVE_INFINITY));
      case "threshold" ->
          new Threshold(
              parameters.number("min", Double.NEGATIVE_INFINITY),
              parameters.number("max", Double.POSITIVE_INFINITY));
      case "rescale" -> rescale(parameters);
      case "normalize" -> new ZScore(Mask.ALL);
      case "normalize_positive" -> new ZScore(Mask.POSITIVE);
      case "normalize_nonZero" -> new ZScore(Mask.NONZERO);
      case "normalize_nonZero_masked" -> new ZScore(Mask.NONZERO, true);
      default -> throw new IllegalArgumentException("No operation for " + step.name());
    };
  }

  private static Rescale rescale(Parameters parameters) {
    double[] range = parameters.numbers("out_min_max");
    double[] percentiles = parameters.numbers("percentiles");
    return new Rescale(range[0], range[1], percentiles[0], percentiles[1]);
  }
}
