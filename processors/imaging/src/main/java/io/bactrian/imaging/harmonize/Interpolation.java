package io.bactrian.imaging.harmonize;

import java.util.Locale;

/** How a value between voxel centres is found. */
public enum Interpolation {
  /** The value of the nearest voxel; half-way, that of the higher index. */
  NEAREST,
  /**
   * Weighted by distance along each axis, from the 8 voxels around. Of labels: each class by
   * itself, as a volume of 0 and 1; the class with the highest value wins, so that no new label can
   * come up.
   */
  LINEAR,
  /**
   * The cubic B-spline through the voxels, from 64 coefficients around. Smooth; near edges it may
   * reach a little beyond the range of the voxels. For images only.
   */
  BSPLINE;

  /**
   * The interpolation of that name, in any case.
   *
   * @throws IllegalArgumentException for a name that is none
   */
  public static Interpolation of(String name) {
    return valueOf(name.strip().toUpperCase(Locale.ROOT));
  }
}
