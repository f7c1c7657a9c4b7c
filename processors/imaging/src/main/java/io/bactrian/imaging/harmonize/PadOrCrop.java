package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * Another size about the same centre: axes that are too long are cropped, those that are too short
 * padded. Where the difference is odd the first side gets (or loses) one voxel more, as in
 * TorchIO's CropOrPad and so GaNDLF's {@code centercrop}.
 *
 * <p>Geometry: the origin moves with the first voxel; every voxel stays where it is in the patient.
 * The label is padded in the same way.
 *
 * @param x voxels along the first axis, or 0 to leave it
 * @param value of the constant, where that is the padding
 */
public record PadOrCrop(int x, int y, int z, Padding padding, double value) implements Operation {
  public PadOrCrop {
    if (x < 0 || y < 0 || z < 0) {
      throw new IllegalArgumentException("A size below 0: " + x + ", " + y + ", " + z);
    }
  }

  /** Padded with zeros. */
  public PadOrCrop(int x, int y, int z) {
    this(x, y, z, Padding.CONSTANT, 0);
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    int[] size = {x, y, z};
    int[] start = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      int old = sample.geometry().size(axis);
      size[axis] = size[axis] == 0 ? old : size[axis];
      int difference = Math.abs(size[axis] - old);
      int before = (difference + 1) / 2;
      start[axis] = size[axis] < old ? before : -before;
    }
    return Boxes.cut(sample, start, size, padding, (float) value);
  }
}
