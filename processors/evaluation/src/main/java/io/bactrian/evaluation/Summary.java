package io.bactrian.evaluation;

import java.util.Arrays;
import java.util.Collection;

/**
 * What many values of a metric come to. Values that are NaN (undefined) are left out; {@code n}
 * tells how many were not.
 *
 * @param n defined values
 * @param mean NaN when there is no value
 * @param std standard deviation of a sample, with n - 1; NaN below two values
 * @param median mean of the two middle values when n is even; NaN when there is no value
 * @param minimum NaN when there is no value
 * @param maximum NaN when there is no value
 */
public record Summary(
    int n, double mean, double std, double median, double minimum, double maximum) {

  public static Summary of(Collection<Double> values) {
    double[] defined =
        values.stream().mapToDouble(Double::doubleValue).filter(v -> !Double.isNaN(v)).toArray();
    int n = defined.length;
    if (n == 0) {
      return new Summary(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    Arrays.sort(defined);
    double mean = Arrays.stream(defined).sum() / n;
    double squares = Arrays.stream(defined).map(v -> (v - mean) * (v - mean)).sum();
    double std = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    double median = (defined[(n - 1) / 2] + defined[n / 2]) / 2;
    return new Summary(n, mean, std, median, defined[0], defined[n - 1]);
  }
}
