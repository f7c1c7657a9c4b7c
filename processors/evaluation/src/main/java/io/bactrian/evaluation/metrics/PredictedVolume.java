package io.bactrian.evaluation.metrics;

/** Volume of the prediction in millilitres: voxels times voxel volume. */
public final class PredictedVolume implements Metric {
  @Override
  public String name() {
    return "predicted_ml";
  }

  @Override
  public String title() {
    return "Prediction (ml)";
  }

  @Override
  public double of(Comparison comparison) {
    return comparison.predictedVoxels() * comparison.voxelMillilitres();
  }
}
