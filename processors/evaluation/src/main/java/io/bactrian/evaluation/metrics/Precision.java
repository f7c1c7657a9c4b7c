package io.bactrian.evaluation.metrics;

/**
 * The part of the prediction that is right (positive predictive value): {@code TP / (TP + FP)}. 1
 * when both are empty, NaN when only the prediction is.
 */
public final class Precision implements Metric {
  @Override
  public String name() {
    return "precision";
  }

  @Override
  public String title() {
    return "Precision";
  }

  @Override
  public double of(Comparison comparison) {
    return comparison.bothEmpty()
        ? 1
        : (double) comparison.truePositives() / comparison.predictedVoxels();
  }
}
