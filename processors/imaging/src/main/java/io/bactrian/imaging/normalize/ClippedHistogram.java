package io.bactrian.imaging.normalize;

/**
 * Cuts a histogram at a limit and spreads what was cut off over the other bins, as scikit-image
 * does: first alike, then the rest in rounds over bins at even distances.
 */
final class ClippedHistogram {
  private ClippedHistogram() {}

  static void clip(int[] counts, int limit) {
    long excess = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > limit) {
        excess += counts[i] - limit;
        counts[i] = limit;
      }
    }
    int each = (int) (excess / counts.length);
    int upper = limit - each;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < upper) {
        counts[i] += each;
        excess -= each;
      } else if (counts[i] < limit) {
        excess -= limit - counts[i];
        counts[i] = limit;
      }
    }
    spread(counts, limit, excess);
  }

  private static void spread(int[] counts, int limit, long rest) {
    long excess = rest;
    long before = excess + 1;
    while (excess > 0 && excess < before) {
      before = excess;
      for (int start = 0; start < counts.length && excess > 0; start++) {
        int free = 0;
        for (int count : counts) {
          free += count < limit ? 1 : 0;
        }
        int step = (int) Math.max(1, free / excess);
        for (int i = start; i < counts.length; i += step) {
          if (counts[i] < limit) {
            counts[i]++;
            excess--;
          }
        }
      }
    }
  }
}
