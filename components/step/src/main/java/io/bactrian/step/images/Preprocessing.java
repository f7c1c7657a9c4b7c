package io.bactrian.step.images;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.normalize.NyulSettings;
import java.util.List;

/**
 * The {@code data_preprocessing} of a configuration as operations, in GaNDLF's order, divided
 * between harmonization, normalization and standardization, which all together do exactly what the
 * file says: the first ends with the last change of the grid, also where it clips before it
 * resamples; the last begins with {@code nyul}, which needs a whole cohort.
 */
public final class Preprocessing {
  private Preprocessing() {}

  /** Everything up to the last change of the grid. */
  public static List<Operation> harmonization(Configuration configuration) {
    return operations(configuration, 0, afterLastSpatial(configuration));
  }

  /** Everything after the last change of the grid, up to {@code nyul} where there is one. */
  public static List<Operation> normalization(Configuration configuration) {
    return operations(configuration, afterLastSpatial(configuration), nyul(configuration));
  }

  /** How landmarks are learned from a cohort; null when the configuration has no {@code nyul}. */
  public static NyulSettings standardization(Configuration configuration) {
    int at = nyul(configuration);
    return at == configuration.preprocessing().size()
        ? null
        : IntensitySteps.nyul(configuration.preprocessing().get(at).parameters());
  }

  /** Everything after {@code nyul}. */
  public static List<Operation> afterStandardization(Configuration configuration) {
    int all = configuration.preprocessing().size();
    return operations(configuration, Math.min(nyul(configuration) + 1, all), all);
  }

  /** The steps from {@code nyul} on, which cannot be done to a subject alone. */
  public static List<PreprocessingStep> fromStandardization(Configuration configuration) {
    return configuration
        .preprocessing()
        .subList(nyul(configuration), configuration.preprocessing().size());
  }

  /** Where {@code nyul} is, or the number of steps. */
  private static int nyul(Configuration configuration) {
    List<PreprocessingStep> steps = configuration.preprocessing();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).name().equals("nyul")) {
        return i;
      }
    }
    return steps.size();
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
