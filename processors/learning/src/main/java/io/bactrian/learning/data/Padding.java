package io.bactrian.learning.data;

import java.util.Locale;

/** What lies outside of a volume where a patch is larger (GaNDLF's {@code padding_mode}). */
public enum Padding {
  /** Nothing: a patch larger than the volume is a mistake. */
  NONE(io.bactrian.imaging.harmonize.Padding.CONSTANT),
  /** Zero, and background. */
  CONSTANT(io.bactrian.imaging.harmonize.Padding.CONSTANT),
  /** The nearest voxel. */
  EDGE(io.bactrian.imaging.harmonize.Padding.EDGE),
  /** Mirrored at the outer face of the last voxel, which so appears twice. */
  SYMMETRIC(io.bactrian.imaging.harmonize.Padding.SYMMETRIC),
  /** Mirrored at the centre of the last voxel. */
  REFLECT(io.bactrian.imaging.harmonize.Padding.REFLECT),
  /** Repeated from the other end. */
  WRAP(null);

  private final io.bactrian.imaging.harmonize.Padding beyond;

  Padding(io.bactrian.imaging.harmonize.Padding beyond) {
    this.beyond = beyond;
  }

  /**
   * The mode of that name.
   *
   * @throws IllegalArgumentException for a name that is none of the modes
   */
  public static Padding of(String name) {
    return valueOf(name.strip().toUpperCase(Locale.ROOT));
  }

  /** The index within 0..size-1 that stands for {@code index}, or -1 for zero. */
  public int map(int index, int size) {
    return this == WRAP ? Math.floorMod(index, size) : beyond.source(index, size);
  }
}
