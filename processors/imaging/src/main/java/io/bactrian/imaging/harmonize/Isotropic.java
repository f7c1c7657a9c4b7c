package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * The finest spacing of an image along all of its axes; an axis of one voxel neither counts nor
 * changes. Otherwise as {@link Resample}.
 */
public record Isotropic(Interpolators interpolators) implements Operation {
  @Override
  public Sample apply(Sample sample, String subject) {
    double finest = finest(sample.geometry());
    return new Resample(finest, finest, finest, false, interpolators).apply(sample, subject);
  }

  private static double finest(Geometry grid) {
    double finest = Double.POSITIVE_INFINITY;
    for (int axis = 0; axis < 3; axis++) {
      finest = grid.size(axis) > 1 ? Math.min(finest, grid.spacing(axis)) : finest;
    }
    return Double.isFinite(finest) ? finest : grid.spacing(0);
  }
}
