package io.bactrian.evaluation.metrics;

/**
 * The mean over the voxels of both surfaces of the distance to the other surface, in mm: {@code
 * (sum d(t, P) + sum d(p, T)) / (|surface T| + |surface P|)}.
 *
 * <p>This is ASSD as Heimann et al. ("Comparison and evaluation of methods for liver segmentation
 * from CT datasets", TMI 28, 2009) and Metrics Reloaded define it; MedPy's {@code assd} is the mean
 * of the two directed means instead. 0 when both structures are empty, NaN when one is.
 */
public final class AverageSymmetricSurfaceDistance implements Metric {
  @Override
  public String name() {
    return "assd";
  }

  @Override
  public String title() {
    return "Mean surface distance (mm)";
  }

  @Override
  public double of(Comparison comparison) {
    if (comparison.bothEmpty()) {
      return 0;
    }
    return comparison.oneEmpty() ? Double.NaN : comparison.surfaceDistances().mean();
  }
}
