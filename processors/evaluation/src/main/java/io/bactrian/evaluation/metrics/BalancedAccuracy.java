package io.bactrian.evaluation.metrics;

/** The mean of sensitivity and specificity; NaN where one of them is undefined. */
public final class BalancedAccuracy implements Metric {
  @Override
  public String name() {
    return "balanced_accuracy";
  }

  @Override
  public String title() {
    return "Balanced accuracy";
  }

  @Override
  public double of(Comparison comparison) {
    return (new Sensitivity().of(comparison) + new Specificity().of(comparison)) / 2;
  }
}
