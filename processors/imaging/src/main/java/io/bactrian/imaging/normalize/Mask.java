package io.bactrian.imaging.normalize;

/** Which voxels the statistics of an image are taken from. */
public enum Mask {
  ALL,
  /** Those that are not 0. */
  NONZERO,
  /** Those above 0. */
  POSITIVE;

  boolean holds(float value) {
    return switch (this) {
      case ALL -> true;
      case NONZERO -> value != 0;
      case POSITIVE -> value > 0;
    };
  }
}
