package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * Adds voxels at the ends of each axis. TorchIO's Pad, with the modes of numpy.pad. The label is
 * padded in the same mode, where the mode is a constant with background.
 *
 * <p>Geometry: the origin moves to the first voxel that is added; every voxel stays where it is in
 * the patient.
 *
 * @param value of the constant
 */
public record Pad(Border border, Padding mode, double value) implements Operation {
  @Override
  public Sample apply(Sample sample, String subject) {
    Geometry grid = sample.geometry();
    int[] start = border.before();
    int[] size = new int[3];
    long voxels = 1;
    for (int axis = 0; axis < 3; axis++) {
      long length = (long) grid.size(axis) + start[axis] + border.behind()[axis];
      voxels = length * voxels;
      if (voxels > Integer.MAX_VALUE - 8) {
        throw new ImageContentException(
            "Padding would make more voxels than fit into memory as a whole",
            "subject " + subject,
            "at most " + (Integer.MAX_VALUE - 8) + " voxels",
            "pad less");
      }
      size[axis] = (int) length;
      start[axis] = -start[axis];
    }
    return Boxes.cut(sample, start, size, mode, (float) value);
  }
}
