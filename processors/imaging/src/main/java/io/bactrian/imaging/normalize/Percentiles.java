package io.bactrian.imaging.normalize;

import io.bactrian.imaging.Slices;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Percentiles of many values without sorting them: values are counted by the upper 16 bits of their
 * float, and only those that share these bits with a wanted one are sorted.
 */
final class Percentiles {
  private static final int BUCKETS = 1 << 16;
  private static final int PARTS = 8;

  private Percentiles() {}

  /** Smallest and largest value. */
  static float[] extremes(float[] values) {
    float[] lows = new float[Chunks.count(values.length)];
    float[] highs = new float[lows.length];
    Chunks.forEach(
        values.length,
        (index, from, to) -> {
          float low = values[from];
          float high = values[from];
          for (int i = from; i < to; i++) {
            low = Math.min(low, values[i]);
            high = Math.max(high, values[i]);
          }
          lows[index] = low;
          highs[index] = high;
        });
    float[] range = {lows[0], highs[0]};
    for (int i = 1; i < lows.length; i++) {
      range[0] = Math.min(range[0], lows[i]);
      range[1] = Math.max(range[1], highs[i]);
    }
    return range;
  }

  /**
   * Percentiles, interpolated linearly between values, as numpy does by default.
   *
   * @param values at least one, none NaN
   * @param percents 0 (the smallest value) to 100 (the largest)
   */
  static double[] of(float[] values, double... percents) {
    if (Arrays.stream(percents).allMatch(percent -> percent == 0 || percent == 100)) {
      float[] range = extremes(values);
      return Arrays.stream(percents).map(percent -> range[percent == 0 ? 0 : 1]).toArray();
    }
    int[] counts = counts(values);
    SortedMap<Integer, float[]> sorted = new TreeMap<>();
    double[] result = new double[percents.length];
    for (int i = 0; i < percents.length; i++) {
      double position = percents[i] / 100 * (values.length - 1);
      int below = (int) Math.floor(position);
      double lower = ranked(values, counts, below, sorted);
      double upper = ranked(values, counts, Math.min(values.length - 1, below + 1), sorted);
      result[i] = lower + (position - below) * (upper - lower);
    }
    return result;
  }

  private static int[] counts(float[] values) {
    int[][] parts = new int[PARTS][BUCKETS];
    Slices.forEach(
        PARTS,
        part -> {
          int to = (int) ((long) values.length * (part + 1) / PARTS);
          for (int i = (int) ((long) values.length * part / PARTS); i < to; i++) {
            parts[part][bucket(values[i])]++;
          }
        });
    int[] counts = new int[BUCKETS];
    for (int[] part : parts) {
      for (int i = 0; i < BUCKETS; i++) {
        counts[i] += part[i];
      }
    }
    return counts;
  }

  /** The upper bits of the float, so changed that buckets are in the order of the values. */
  private static int bucket(float value) {
    int bits = Float.floatToRawIntBits(value + 0f);
    return (bits ^ ((bits >> 31) | Integer.MIN_VALUE)) >>> 16;
  }

  private static double ranked(
      float[] values, int[] counts, int rank, SortedMap<Integer, float[]> sorted) {
    int bucket = 0;
    int before = 0;
    while (before + counts[bucket] <= rank) {
      before += counts[bucket++];
    }
    int chosen = bucket;
    float[] members =
        sorted.computeIfAbsent(chosen, wanted -> members(values, wanted, counts[wanted]));
    return members[rank - before];
  }

  private static float[] members(float[] values, int bucket, int count) {
    float[] members = new float[count];
    int found = 0;
    for (int i = 0; found < count; i++) {
      if (bucket(values[i]) == bucket) {
        members[found++] = values[i];
      }
    }
    Arrays.parallelSort(members);
    return members;
  }
}
