package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * Axes as near as possible to right, anterior, superior (RAS+), as NiBabel's as_closest_canonical
 * and TorchIO's ToCanonical have it.
 *
 * <p>Geometry: axes are permuted and turned round, nothing is interpolated; every voxel stays where
 * it is in the patient. An oblique image stays oblique. In LPS terms the first two axes then run
 * against x and y: the direction of an upright image becomes diag(-1, -1, 1).
 */
public record Canonical() implements Operation {
  @Override
  public Sample apply(Sample sample, String subject) {
    return sample.map(
        image -> Resampling.toGeometry(image, target(image.geometry()), Interpolation.NEAREST),
        labels -> Resampling.toGeometry(labels, target(labels.geometry())));
  }

  /** The same voxels counted along the nearest RAS+ axes. */
  public static Geometry target(Geometry grid) {
    int[] axes = nearestAxes(grid);
    int[] size = new int[3];
    double[] spacing = new double[3];
    double[] direction = new double[9];
    double[] first = new double[3];
    for (int world = 0; world < 3; world++) {
      int axis = axes[world];
      // LPS: right and anterior are where x and y fall.
      double towards = (world < 2 ? -1 : 1) * grid.direction(world, axis);
      double turn = towards < 0 ? -1 : 1;
      size[world] = grid.size(axis);
      spacing[world] = grid.spacing(axis);
      first[axis] = turn < 0 ? grid.size(axis) - 1 : 0;
      for (int row = 0; row < 3; row++) {
        direction[3 * row + world] = turn * grid.direction(row, axis) + 0.0;
      }
    }
    return new Geometry(size, spacing, grid.toPhysical(first[0], first[1], first[2]), direction);
  }

  /** For each axis of the patient, the axis of the image given to it; the clearest first. */
  private static int[] nearestAxes(Geometry grid) {
    int[] axes = {-1, -1, -1};
    boolean[] given = new boolean[3];
    for (int round = 0; round < 3; round++) {
      int bestWorld = -1;
      int bestAxis = -1;
      for (int world = 0; world < 3; world++) {
        for (int axis = 0; axis < 3; axis++) {
          if (axes[world] < 0
              && !given[axis]
              && (bestWorld < 0
                  || Math.abs(grid.direction(world, axis))
                      > Math.abs(grid.direction(bestWorld, bestAxis)) + 1e-9)) {
            bestWorld = world;
            bestAxis = axis;
          }
        }
      }
      axes[bestWorld] = bestAxis;
      given[bestAxis] = true;
    }
    return axes;
  }
}
