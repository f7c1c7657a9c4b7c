package io.bactrian.imaging.harmonize;

import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.ImageContentException;
import io.bactrian.imaging.Sample;

/**
 * How channels and how labels are brought onto another grid.
 *
 * @param image any
 * @param label NEAREST, or LINEAR for each class by itself
 */
public record Interpolators(Interpolation image, Interpolation label) {
  /** What TorchIO and GaNDLF do: images linearly, labels by the nearest voxel. */
  public static final Interpolators STANDARD =
      new Interpolators(Interpolation.LINEAR, Interpolation.NEAREST);

  public Interpolators {
    if (label == Interpolation.BSPLINE) {
      throw new IllegalArgumentException("Labels are resampled by nearest or linear, not bspline");
    }
  }

  /** All images of a sample on one grid. */
  Sample resample(Sample sample, Geometry target, String subject) {
    if (target.voxels() > Integer.MAX_VALUE - 8) {
      throw new ImageContentException(
          "Resampling would make " + target.voxels() + " voxels",
          "subject " + subject,
          "at most " + (Integer.MAX_VALUE - 8) + " voxels",
          "choose a larger spacing or a smaller size");
    }
    return sample.map(
        channel -> Resampling.toGeometry(channel, target, image),
        labels -> Resampling.toGeometry(labels, target, label));
  }
}
