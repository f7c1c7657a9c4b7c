package io.bactrian.evaluation.metrics;

/**
 * Intersection over union: {@code |T and P| / |T or P|}, 0 to 1. 1 when both are empty. Jaccard,
 * "The distribution of the flora in the alpine zone", New Phytologist 11 (1912).
 */
public final class Jaccard implements Metric {
  @Override
  public String name() {
    return "jaccard";
  }

  @Override
  public String title() {
    return "Jaccard";
  }

  @Override
  public double of(Comparison comparison) {
    long union =
        comparison.truePositives() + comparison.falsePositives() + comparison.falseNegatives();
    return union == 0 ? 1 : (double) comparison.truePositives() / union;
  }
}
