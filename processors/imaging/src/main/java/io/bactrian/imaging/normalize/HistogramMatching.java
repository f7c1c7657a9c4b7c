package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;

/**
 * Maps the intensities of each channel so that its quantiles above the mean become those of a
 * reference, linearly in between: Nyul, Udupa, Zhang, IEEE Transactions on Medical Imaging 19,
 * 2000, in the form of ITK's HistogramMatchingImageFilter with its threshold at the mean, which
 * GaNDLF's {@code histogram_matching} and (to an even spread of -1 to 1) {@code
 * histogram_equalization} use. The map never falls. Geometry and label stay.
 *
 * @param reference profile of the target, made with the same levels and points
 * @param levels bins of the histogram above the mean; GaNDLF's default is 1024
 * @param points quantiles matched between mean and largest value; GaNDLF's default is 16
 */
public record HistogramMatching(IntensityProfile reference, int levels, int points)
    implements Operation {
  /** GaNDLF's {@code num_hist_level}. */
  public static final int LEVELS = 1024;

  /** GaNDLF's {@code num_match_points}. */
  public static final int POINTS = 16;

  public HistogramMatching {
    if (levels < 2 || points < 1 || reference.quantiles().size() != points + 2) {
      throw new IllegalArgumentException(
          levels + " levels, " + points + " points for " + reference.quantiles().size());
    }
  }

  /** To an even spread of the values -1 to 1. */
  public static HistogramMatching equalization(int levels, int points) {
    return new HistogramMatching(IntensityProfile.even(points), levels, points);
  }

  @Override
  public Sample apply(Sample sample, String subject) {
    return Channels.change(
        sample,
        subject,
        (voxels, image, where) -> {
          IntensityProfile profile = IntensityProfile.of(voxels, levels, points, where);
          new PiecewiseLinear(profile.knots(), reference.knots()).change(voxels);
          return voxels;
        });
  }
}
