package io.bactrian.cohort.scores;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Scores of a regression over subjects, by the names of the configuration. */
public final class RegressionScores {
  private RegressionScores() {}

  /**
   * The scores by name; NaN where there is none, as a correlation of what does not vary.
   *
   * @param said what was predicted of each subject
   * @param truth the target of each subject
   */
  public static Map<String, Double> values(List<String> metrics, double[] said, double[] truth) {
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach(metric -> values.put(metric, value(metric, said, truth)));
    return values;
  }

  private static double value(String metric, double[] said, double[] truth) {
    int n = said.length;
    IntStream all = IntStream.range(0, n);
    return switch (metric) {
      case "mse" -> squares(said, truth) / n;
      case "rmse" -> Math.sqrt(squares(said, truth) / n);
      case "mae" -> all.mapToDouble(i -> Math.abs(said[i] - truth[i])).sum() / n;
      case "r2" -> determination(said, truth);
      case "pearson" -> correlation(said, truth);
      case "spearman" -> correlation(ranks(said), ranks(truth));
      default -> throw new IllegalArgumentException("There is no metric " + metric);
    };
  }

  private static double squares(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum();
  }

  private static double[] mean(double[] values) {
    double[] means = new double[values.length];
    Arrays.fill(means, Arrays.stream(values).sum() / values.length);
    return means;
  }

  /** 1 - the squared errors over those of the mean target. */
  private static double determination(double[] said, double[] truth) {
    double spread = squares(truth, mean(truth));
    return spread > 0 ? 1 - squares(said, truth) / spread : Double.NaN;
  }

  private static double correlation(double[] a, double[] b) {
    double[] meanA = mean(a);
    double[] meanB = mean(b);
    double product =
        IntStream.range(0, a.length).mapToDouble(i -> (a[i] - meanA[i]) * (b[i] - meanB[i])).sum();
    double spread = Math.sqrt(squares(a, meanA) * squares(b, meanB));
    return spread > 0 ? product / spread : Double.NaN;
  }

  /** From 1; equal values share the mean of their ranks. */
  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      long below = Arrays.stream(values).filter(v -> v < value).count();
      long equal = Arrays.stream(values).filter(v -> v == value).count();
      ranks[i] = below + (equal + 1) / 2.0;
    }
    return ranks;
  }
}
