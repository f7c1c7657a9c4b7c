package io.bactrian.step.images;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.imaging.Operation;
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
    return spatial != null ? spatial : IntensitySteps.operation(step);
  }
}
