package io.bactrian.evaluation.metrics;

/**
 * The part of everything else that was left alone: {@code TN / (TN + FP)} over the whole image, so
 * that it nears 1 for any small structure. NaN when the target fills the image.
 */
public final class Specificity implements Metric {
  @Override
  public String name() {
    return "specificity";
  }

  @Override
  public String title() {
    return "Specificity";
  }

  @Override
  public double of(Comparison comparison) {
    long negatives = comparison.trueNegatives() + comparison.falsePositives();
    return negatives == 0 ? Double.NaN : (double) comparison.trueNegatives() / negatives;
  }
}
