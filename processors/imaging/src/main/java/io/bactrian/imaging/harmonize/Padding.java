package io.bactrian.imaging.harmonize;

import java.util.Locale;

/** What lies beyond the border of an image that is made larger; the names are those of NumPy. */
public enum Padding {
  /** One value everywhere; background in labels. */
  CONSTANT,
  /** The outermost voxel again and again. */
  EDGE,
  /** The image mirrored at the centre of its outermost voxel, which is not repeated. */
  REFLECT,
  /** The image mirrored at the outer face of its outermost voxel, which so comes twice. */
  SYMMETRIC;

  /**
   * The padding of that name, in any case.
   *
   * @throws IllegalArgumentException for a name that is none
   */
  public static Padding of(String name) {
    return valueOf(name.strip().toUpperCase(Locale.ROOT));
  }

  /**
   * The index within 0 to size - 1 that {@code index} stands for, or -1 for the constant.
   *
   * @param index may lie outside, also by more than the size
   */
  public int source(int index, int size) {
    if (index >= 0 && index < size) {
      return index;
    }
    return switch (this) {
      case CONSTANT -> -1;
      case EDGE -> index < 0 ? 0 : size - 1;
      case REFLECT -> mirrored(index, size);
      case SYMMETRIC -> {
        int place = Math.floorMod(index, 2 * size);
        yield place < size ? place : 2 * size - 1 - place;
      }
    };
  }

  /** The index that {@code index} becomes when an axis is mirrored at its outermost centres. */
  static int mirrored(int index, int size) {
    if (size == 1) {
      return 0;
    }
    int period = 2 * (size - 1);
    int place = Math.floorMod(index, period);
    return place < size ? place : period - place;
  }
}
