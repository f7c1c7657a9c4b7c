package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * The middle of an image. Where the difference is odd the first side loses one voxel more. An image
 * that is too small is an error; {@link PadOrCrop} pads it instead.
 *
 * <p>Geometry: the origin moves to the first voxel that is kept; every voxel stays where it is in
 * the patient.
 *
 * @param x voxels along the first axis, or 0 to leave it
 */
public record CenterCrop(int x, int y, int z) implements Operation {
  @Override
  public Sample apply(Sample sample, String subject) {
    Geometry grid = sample.geometry();
    if (x > grid.size(0) || y > grid.size(1) || z > grid.size(2)) {
      throw new ImageContentException(
          "The image is smaller than the crop of " + x + " x " + y + " x " + z + " voxels",
          "subject " + subject,
          "at least that size; found " + grid.size(0) + " x " + grid.size(1) + " x " + grid.size(2),
          "choose a smaller crop, or pad or crop to a size");
    }
    return new PadOrCrop(x, y, z).apply(sample, subject);
  }
}
