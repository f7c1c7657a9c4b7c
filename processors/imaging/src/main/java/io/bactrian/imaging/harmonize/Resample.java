package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * Another spacing over the same extent.
 *
 * <p>Geometry: the first voxel's outer corner stays where it is (so the origin moves by half the
 * difference of the spacings), the direction stays, the size becomes the old extent divided by the
 * new spacing, rounded up. That is the grid of TorchIO's Resample, with two differences: an axis of
 * one voxel keeps its spacing too, and a remainder below 1e-4 of a voxel adds no voxel. Voxels of
 * the last plane whose centre lies beyond the old extent become 0, as in ITK.
 *
 * <p>There is no smoothing before a coarser spacing, as in TorchIO's default.
 *
 * @param x millimetres along the first axis; 0 keeps what the image has
 * @param y along the second
 * @param z along the third
 * @param onlyFiner true to keep spacings that are already smaller (GaNDLF's resample_minimum)
 */
public record Resample(double x, double y, double z, boolean onlyFiner, Interpolators interpolators)
    implements Operation {
  private static final double REMAINDER = 1e-4;

  public Resample {
    for (double spacing : new double[] {x, y, z}) {
      if (!(spacing >= 0) || Double.isInfinite(spacing)) {
        throw new IllegalArgumentException("A spacing is above 0, or 0 to keep it: " + spacing);
      }
    }
  }

  public Resample(double x, double y, double z) {
    this(x, y, z, false, Interpolators.STANDARD);
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    return interpolators.resample(sample, target(sample.geometry()), subject);
  }

  /** The grid that an image on {@code grid} gets. */
  public Geometry target(Geometry grid) {
    double[] wanted = {x, y, z};
    double[] spacing = grid.spacing();
    int[] size = grid.size();
    double[] corner = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      double old = spacing[axis];
      boolean keep = wanted[axis] == 0 || size[axis] == 1 || onlyFiner && old <= wanted[axis];
      if (!keep && Math.abs(wanted[axis] / old - 1) * size[axis] > REMAINDER) {
        double length = Math.ceil(size[axis] * old / wanted[axis] - REMAINDER);
        size[axis] = (int) Math.min(Integer.MAX_VALUE, Math.max(1, length));
        spacing[axis] = wanted[axis];
        corner[axis] = 0.5 * (wanted[axis] / old - 1);
      }
    }
    return new Geometry(
        size, spacing, grid.toPhysical(corner[0], corner[1], corner[2]), grid.direction());
  }
}
