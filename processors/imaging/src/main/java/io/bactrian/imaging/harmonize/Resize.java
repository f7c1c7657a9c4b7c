package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * Another size over the same extent. TorchIO's Resize, which GaNDLF uses for {@code resize_patch};
 * its {@code resize_image} differs by where the grid begins: there the centre of the first voxel
 * stays in its place, here its outer corner.
 *
 * <p>Geometry: the outer corners stay where they are, the spacing becomes the old extent divided by
 * the new size.
 *
 * @param x voxels along the first axis, or 0 to leave it
 */
public record Resize(int x, int y, int z, Interpolators interpolators) implements Operation {
  public Resize {
    if (x < 0 || y < 0 || z < 0) {
      throw new IllegalArgumentException("A size below 0: " + x + ", " + y + ", " + z);
    }
  }

  public Resize(int x, int y, int z) {
    this(x, y, z, Interpolators.STANDARD);
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    return interpolators.resample(sample, target(sample.geometry()), subject);
  }

  /** The grid that an image on {@code grid} gets. */
  public Geometry target(Geometry grid) {
    int[] size = {x, y, z};
    double[] spacing = grid.spacing();
    double[] corner = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = size[axis] == 0 ? grid.size(axis) : size[axis];
      double ratio = (double) grid.size(axis) / size[axis];
      spacing[axis] *= ratio;
      corner[axis] = 0.5 * (ratio - 1);
    }
    return new Geometry(
        size, spacing, grid.toPhysical(corner[0], corner[1], corner[2]), grid.direction());
  }
}
