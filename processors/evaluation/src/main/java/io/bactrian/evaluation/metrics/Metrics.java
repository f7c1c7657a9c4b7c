package io.bactrian.evaluation.metrics;

import io.bactrian.evaluation.EvaluationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The metrics there are, by name. */
public final class Metrics {
  private static final Map<String, Metric> ALL = new LinkedHashMap<>();

  static {
    List.of(
            new Dice(),
            new Jaccard(),
            new Sensitivity(),
            new Specificity(),
            new Precision(),
            new Accuracy(),
            new BalancedAccuracy(),
            new HausdorffDistance(95),
            new HausdorffDistance(100),
            new AverageSymmetricSurfaceDistance(),
            new NormalizedSurfaceDice(),
            new TargetVolume(),
            new PredictedVolume())
        .forEach(metric -> ALL.put(metric.name(), metric));
  }

  private Metrics() {}

  /** Every metric, Dice first. */
  public static List<Metric> all() {
    return List.copyOf(ALL.values());
  }

  public static Set<String> names() {
    return Set.copyOf(ALL.keySet());
  }

  /**
   * The metric of a name; GaNDLF's endings {@code _per_label} and {@code _segmentation} may follow
   * it, since every metric is given for each class here.
   *
   * @throws EvaluationException for a name that is not known
   */
  public static Metric named(String name) {
    String stem = name.strip().replaceFirst("_per_label$", "").replaceFirst("_segmentation$", "");
    Metric metric = ALL.get(stem);
    if (metric == null) {
      throw new EvaluationException(
          "There is no metric '" + name + "'",
          "metrics",
          "some of " + String.join(", ", ALL.keySet()),
          "correct or remove the name");
    }
    return metric;
  }

  /** As {@link #named(String)} for several; each once, in the order of the first mention. */
  public static List<Metric> named(List<String> names) {
    Map<String, Metric> chosen = new LinkedHashMap<>();
    for (String name : names) {
      Metric metric = named(name);
      chosen.put(metric.name(), metric);
    }
    return new ArrayList<>(chosen.values());
  }
}
