package io.bactrian.imaging.harmonize;

/** How a value between voxel centres is found. */
public enum Interpolation {
  /** The value of the nearest voxel; half-way, that of the higher index. For labels. */
  NEAREST,
  /** Weighted by distance along each axis, from the 8 voxels around. */
  LINEAR
}
