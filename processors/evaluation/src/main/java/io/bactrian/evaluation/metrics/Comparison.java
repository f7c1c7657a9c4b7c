package io.bactrian.evaluation.metrics;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.LabelMap;

/**
 * One class of a target and a prediction on the same grid, with what several metrics need: counted
 * once, and the surface distances only when one asks. Not thread-safe.
 */
public final class Comparison {
  private final LabelMap target;
  private final LabelMap prediction;
  private final int label;
  private final long truePositives;
  private final long falsePositives;
  private final long falseNegatives;
  private SurfaceDistances distances;

  /**
   * @param label the class to compare
   * @throws IllegalArgumentException when the sizes differ; whether the grids lie in the same place
   *     is for the caller to check
   */
  public Comparison(LabelMap target, LabelMap prediction, int label) {
    int[] targetLabels = target.labels();
    int[] predicted = prediction.labels();
    if (targetLabels.length != predicted.length) {
      throw new IllegalArgumentException(
          "Target of " + targetLabels.length + " and prediction of " + predicted.length);
    }
    this.target = target;
    this.prediction = prediction;
    this.label = label;
    long both = 0;
    long inTarget = 0;
    long inPrediction = 0;
    for (int i = 0; i < targetLabels.length; i++) {
      int t = targetLabels[i] == label ? 1 : 0;
      int p = predicted[i] == label ? 1 : 0;
      both += t & p;
      inTarget += t;
      inPrediction += p;
    }
    truePositives = both;
    falsePositives = inPrediction - both;
    falseNegatives = inTarget - both;
  }

  public int label() {
    return label;
  }

  /** Voxels of the class in both. */
  public long truePositives() {
    return truePositives;
  }

  /** Voxels of the class in the prediction alone. */
  public long falsePositives() {
    return falsePositives;
  }

  /** Voxels of the class in the target alone. */
  public long falseNegatives() {
    return falseNegatives;
  }

  /** Voxels of the class in neither. */
  public long trueNegatives() {
    return target.labels().length - truePositives - falsePositives - falseNegatives;
  }

  public long targetVoxels() {
    return truePositives + falseNegatives;
  }

  public long predictedVoxels() {
    return truePositives + falsePositives;
  }

  public boolean bothEmpty() {
    return targetVoxels() == 0 && predictedVoxels() == 0;
  }

  /** True when exactly one of target and prediction lacks the class. */
  public boolean oneEmpty() {
    return targetVoxels() == 0 ^ predictedVoxels() == 0;
  }

  /** Volume of a voxel; of a flat image with its slice thickness. */
  public double voxelMillilitres() {
    Geometry geometry = target.geometry();
    return geometry.spacing(0) * geometry.spacing(1) * geometry.spacing(2) / 1000;
  }

  /** Smallest distance of neighbouring voxels in mm; of a flat image, within its plane. */
  public double smallestSpacing() {
    Geometry geometry = target.geometry();
    double inPlane = Math.min(geometry.spacing(0), geometry.spacing(1));
    return geometry.isFlat() ? inPlane : Math.min(inPlane, geometry.spacing(2));
  }

  /**
   * Distances between the two surfaces.
   *
   * @throws IllegalStateException when target or prediction is empty
   */
  public SurfaceDistances surfaceDistances() {
    if (distances == null) {
      distances = SurfaceDistances.between(target, prediction, label);
    }
    return distances;
  }
}
