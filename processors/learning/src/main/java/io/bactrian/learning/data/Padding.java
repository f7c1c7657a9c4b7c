package io.bactrian.learning.data;

import java.util.Locale;

/** What lies outside of a volume where a patch is larger (GaNDLF's {@code padding_mode}). */
public enum Padding {
  /** Nothing: a patch larger than the volume is a mistake. */
  NONE,
  /** Zero, and background. */
  CONSTANT,
  /** The nearest voxel. */
  EDGE,
  /** Mirrored at the outer face of the last voxel, which so appears twice. */
  SYMMETRIC,
  /** Mirrored at the centre of the last voxel. */
  REFLECT,
  /** Repeated from the other end. */
  WRAP;

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
    if (index >= 0 && index < size) {
      return index;
    }
    return switch (this) {
      case NONE, CONSTANT -> -1;
      case EDGE -> index < 0 ? 0 : size - 1;
      case WRAP -> Math.floorMod(index, size);
      case SYMMETRIC -> {
        int folded = Math.floorMod(index, 2 * size);
        yield folded < size ? folded : 2 * size - 1 - folded;
      }
      case REFLECT -> {
        if (size == 1) {
          yield 0;
        }
        int folded = Math.floorMod(index, 2 * size - 2);
        yield folded < size ? folded : 2 * size - 2 - folded;
      }
    };
  }
}
