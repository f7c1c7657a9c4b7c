package io.bactrian.imaging.harmonize;

/** What lies beyond the border of an image that is made larger. */
public enum Padding {
  ZERO,
  /** The outermost voxel again and again. */
  EDGE,
  /** The image mirrored at the centre of its outermost voxel, which is not repeated. */
  REFLECT;

  /**
   * The index within 0 to size - 1 that {@code index} stands for, or -1 for zero.
   *
   * @param index may lie outside
   */
  int source(int index, int size) {
    if (index >= 0 && index < size) {
      return index;
    }
    return switch (this) {
      case ZERO -> -1;
      case EDGE -> index < 0 ? 0 : size - 1;
      case REFLECT -> {
        if (size == 1) {
          yield 0;
        }
        int period = 2 * (size - 1);
        int place = Math.floorMod(index, period);
        yield place < size ? place : period - place;
      }
    };
  }
}
