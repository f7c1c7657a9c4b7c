package io.bactrian.imaging.normalize;

/**
 * Otsu's threshold (IEEE Transactions on Systems, Man, and Cybernetics 9, 1979): the bound between
 * two classes of values that makes the variance between the classes largest. Over 256 bins from the
 * smallest to the largest value; the threshold is the centre of a bin, as scikit-image has it.
 */
public final class Otsu {
  private static final int BINS = 256;

  private Otsu() {}

  /** The threshold; what is above it is foreground. Of values all alike, that value. */
  public static float threshold(float[] values) {
    Histogram histogram = Histogram.of(values, BINS);
    if (!(histogram.maximum() > histogram.minimum())) {
      return values[0];
    }
    double all = values.length;
    double total = 0;
    for (int i = 0; i < BINS; i++) {
      total += histogram.counts()[i] * histogram.centre(i);
    }
    double below = 0;
    double sumBelow = 0;
    double best = -1;
    int bound = 0;
    for (int i = 0; i < BINS - 1; i++) {
      below += histogram.counts()[i];
      sumBelow += histogram.counts()[i] * histogram.centre(i);
      double above = all - below;
      double difference = sumBelow / below - (total - sumBelow) / above;
      double between = below * above * difference * difference;
      if (between > best) {
        best = between;
        bound = i;
      }
    }
    return (float) histogram.centre(bound);
  }
}
