package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Slices;

/**
 * Parts of an array for all processors. The parts depend on the length alone, so that sums come out
 * the same on any machine.
 */
final class Chunks {
  private static final int LENGTH = 1 << 15;

  private Chunks() {}

  interface Work {
    void part(int index, int from, int to);
  }

  static int count(int length) {
    return (length + LENGTH - 1) / LENGTH;
  }

  static void forEach(int length, Work work) {
    Slices.forEach(
        count(length),
        index -> {
          int from = index * LENGTH;
          work.part(index, from, Math.min(length - from, LENGTH) + from);
        });
  }
}
