package io.bactrian.imaging.normalize;

/** Which voxels the statistics of an image are taken from. */
public enum Mask {
  ALL,
  /** Those that are not 0. */
  NONZERO,
  /** Those above 0. */
  POSITIVE,
  /** Those above Otsu's threshold: the foreground ({@link Otsu}). */
  OTSU,
  /** Those whose label is not 0. Not for subjects to predict: they have no label. */
  LABEL,
  /** Those where the subject's mask file is not 0. */
  FILE
}
