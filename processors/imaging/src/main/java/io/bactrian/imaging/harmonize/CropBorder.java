package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * Takes the same number of voxels off both ends of each axis. GaNDLF's {@code crop}, TorchIO's Crop
 * with three numbers.
 *
 * <p>Geometry: the origin moves to the first voxel that is kept; every voxel stays where it is in
 * the patient.
 *
 * @param x voxels off each end of the first axis
 */
public record CropBorder(int x, int y, int z) implements Operation {
  public CropBorder {
    if (x < 0 || y < 0 || z < 0) {
      throw new IllegalArgumentException("A border below 0: " + x + ", " + y + ", " + z);
    }
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    Geometry grid = sample.geometry();
    int[] start = {x, y, z};
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = grid.size(axis) - 2 * start[axis];
      if (size[axis] < 1) {
        throw new ImageContentException(
            "The border to crop leaves nothing of axis " + "xyz".charAt(axis),
            "subject " + subject,
            "less than half of its " + grid.size(axis) + " voxels; asked for " + start[axis],
            "crop less");
      }
    }
    return Boxes.cut(sample, start, size, Padding.ZERO);
  }
}
