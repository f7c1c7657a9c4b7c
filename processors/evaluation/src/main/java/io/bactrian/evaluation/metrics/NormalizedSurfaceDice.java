package io.bactrian.evaluation.metrics;

/**
 * The part of both surfaces that lies within a tolerance of the other surface, 0 to 1: the mean of
 * the parts of each, with a tolerance of 1 mm or the smallest spacing, whichever is larger, as
 * GaNDLF has it. (Nikolov et al., "Clinically applicable segmentation of head and neck anatomy",
 * JMIR 23 (2021), weigh by area instead of by voxel.) 1 when both structures are empty, 0 when one
 * is.
 */
public final class NormalizedSurfaceDice implements Metric {
  @Override
  public String name() {
    return "nsd";
  }

  @Override
  public String title() {
    return "Surface Dice";
  }

  @Override
  public double of(Comparison comparison) {
    if (comparison.bothEmpty()) {
      return 1;
    }
    if (comparison.oneEmpty()) {
      return 0;
    }
    double tolerance = Math.max(1, comparison.smallestSpacing());
    SurfaceDistances distances = comparison.surfaceDistances();
    return (within(distances.fromTarget(), tolerance)
            + within(distances.fromPrediction(), tolerance))
        / 2;
  }

  private static double within(float[] distances, double tolerance) {
    int count = 0;
    for (float distance : distances) {
      // Distances are floats: a tolerance hit exactly must count.
      if (distance <= (float) tolerance) {
        count++;
      }
    }
    return (double) count / distances.length;
  }
}
