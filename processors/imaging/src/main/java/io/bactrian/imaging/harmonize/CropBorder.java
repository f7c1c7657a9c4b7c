package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * Takes voxels off the ends of each axis. GaNDLF's {@code crop}, TorchIO's Crop.
 *
 * <p>Geometry: the origin moves to the first voxel that is kept; every voxel stays where it is in
 * the patient.
 */
public record CropBorder(Border border) implements Operation {
  @Override
  public Sample apply(Sample sample, String subject) {
    Geometry grid = sample.geometry();
    int[] start = border.before();
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      int off = start[axis] + border.behind()[axis];
      size[axis] = grid.size(axis) - off;
      if (size[axis] < 1) {
        throw new ImageContentException(
            "The border to crop leaves nothing of axis " + "xyz".charAt(axis),
            "subject " + subject,
            "fewer than its " + grid.size(axis) + " voxels; asked for " + off,
            "crop less");
      }
    }
    return Boxes.cut(sample, start, size, Padding.CONSTANT, 0);
  }
}
