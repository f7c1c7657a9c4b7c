package io.bactrian.evaluation.metrics;

/**
 * Overlap in relation to the mean size: {@code 2 |T and P| / (|T| + |P|)}, 0 to 1. 1 when both are
 * empty. Dice, "Measures of the amount of ecologic association between species", Ecology 26 (1945).
 */
public final class Dice implements Metric {
  @Override
  public String name() {
    return "dice";
  }

  @Override
  public String title() {
    return "Dice";
  }

  @Override
  public double of(Comparison comparison) {
    long both = comparison.truePositives();
    long sizes = comparison.targetVoxels() + comparison.predictedVoxels();
    return sizes == 0 ? 1 : 2.0 * both / sizes;
  }
}
