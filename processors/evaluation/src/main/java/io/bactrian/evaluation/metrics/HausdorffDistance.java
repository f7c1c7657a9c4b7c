package io.bactrian.evaluation.metrics;

/**
 * A percentile of the surface distances in mm: 95 leaves out the worst twentieth, 100 is the
 * Hausdorff distance itself.
 *
 * <p>The percentile is taken, with linear interpolation as numpy does, over the distances of both
 * surfaces pooled, as MedPy and GaNDLF do. DeepMind's surface-distance and MONAI take the larger of
 * the percentiles of each surface, which is the same for 100. 0 when both structures are empty, NaN
 * when one is. Huttenlocher et al., "Comparing images using the Hausdorff distance", PAMI 15
 * (1993).
 */
public final class HausdorffDistance implements Metric {
  private final int percentile;

  /**
   * @param percentile 1 to 100
   */
  public HausdorffDistance(int percentile) {
    if (percentile < 1 || percentile > 100) {
      throw new IllegalArgumentException("Percentile not in 1..100: " + percentile);
    }
    this.percentile = percentile;
  }

  @Override
  public String name() {
    return "hd" + percentile;
  }

  @Override
  public String title() {
    return "Hausdorff " + percentile + " (mm)";
  }

  @Override
  public double of(Comparison comparison) {
    if (comparison.bothEmpty()) {
      return 0;
    }
    return comparison.oneEmpty()
        ? Double.NaN
        : comparison.surfaceDistances().percentile(percentile);
  }
}
