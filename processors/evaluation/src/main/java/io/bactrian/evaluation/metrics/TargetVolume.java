package io.bactrian.evaluation.metrics;

/** Volume of the target in millilitres: voxels times voxel volume. */
public final class TargetVolume implements Metric {
  @Override
  public String name() {
    return "target_ml";
  }

  @Override
  public String title() {
    return "Target (ml)";
  }

  @Override
  public double of(Comparison comparison) {
    return comparison.targetVoxels() * comparison.voxelMillilitres();
  }
}
