package io.bactrian.evaluation.metrics;

/**
 * The part of the target that was found (recall): {@code TP / (TP + FN)}. 1 when both are empty,
 * NaN when only the target is.
 */
public final class Sensitivity implements Metric {
  @Override
  public String name() {
    return "sensitivity";
  }

  @Override
  public String title() {
    return "Sensitivity";
  }

  @Override
  public double of(Comparison comparison) {
    return comparison.bothEmpty()
        ? 1
        : (double) comparison.truePositives() / comparison.targetVoxels();
  }
}
