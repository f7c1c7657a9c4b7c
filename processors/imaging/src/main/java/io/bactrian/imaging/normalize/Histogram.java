package io.bactrian.imaging.normalize;

import java.util.Arrays;

/**
 * How many values fall into each of equally wide bins between two bounds. A value on the border of
 * two bins counts to the upper one, the upper bound to the last bin, as in numpy.histogram; values
 * beyond the bounds do not count.
 */
record Histogram(long[] counts, double minimum, double maximum) {

  /** From the smallest to the largest value. */
  static Histogram of(float[] values, int bins) {
    float[] range = Percentiles.extremes(values);
    return of(values, bins, range[0], range[1]);
  }

  static Histogram of(float[] values, int bins, double minimum, double maximum) {
    double scale = bins / (maximum - minimum);
    double[] edges = new double[bins + 1];
    for (int i = 0; i <= bins; i++) {
      edges[i] = minimum + i * ((maximum - minimum) / bins);
    }
    edges[bins] = maximum;
    long[][] parts = new long[Chunks.count(values.length)][];
    Chunks.forEach(
        values.length, (index, from, to) -> parts[index] = part(values, from, to, edges, scale));
    long[] counts = new long[bins];
    for (long[] part : parts) {
      Arrays.setAll(counts, i -> counts[i] + part[i]);
    }
    return new Histogram(counts, minimum, maximum);
  }

  private static long[] part(float[] values, int from, int to, double[] edges, double scale) {
    int bins = edges.length - 1;
    long[] counts = new long[bins];
    for (int i = from; i < to; i++) {
      double value = values[i];
      if (value >= edges[0] && value <= edges[bins]) {
        int bin = Math.min(bins - 1, (int) ((value - edges[0]) * scale));
        // Rounding may miss the bin by one.
        if (value < edges[bin]) {
          bin--;
        } else if (bin < bins - 1 && value >= edges[bin + 1]) {
          bin++;
        }
        counts[bin]++;
      }
    }
    return counts;
  }

  double width() {
    return (maximum - minimum) / counts.length;
  }

  double centre(int bin) {
    return minimum + (bin + 0.5) * width();
  }

  long total() {
    return Arrays.stream(counts).sum();
  }

  /**
   * The value below which a part of the values lies, taking them as evenly spread within each bin.
   *
   * @param part 0 to 1
   */
  double quantile(double part) {
    double wanted = part * total();
    double below = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= wanted) {
        return minimum + (i + (wanted - below) / counts[i]) * width();
      }
      below += counts[i];
    }
    return maximum;
  }
}
