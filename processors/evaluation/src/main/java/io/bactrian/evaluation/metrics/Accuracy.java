package io.bactrian.evaluation.metrics;

/**
 * The part of all voxels that are rightly said to be of the class or not: {@code (TP + TN) / (TP +
 * TN + FP + FN)} over the whole image, so that it nears 1 for any small structure.
 */
public final class Accuracy implements Metric {
  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public String title() {
    return "Accuracy";
  }

  @Override
  public double of(Comparison comparison) {
    long right = comparison.truePositives() + comparison.trueNegatives();
    return (double) right / (right + comparison.falsePositives() + comparison.falseNegatives());
  }
}
