package io.bactrian.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.bactrian.evaluation.metrics.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Subject by class by metric: how well predictions agree with their targets.
 *
 * @param classList all labels, background too, in the order of the configuration
 * @param metrics names of the metrics, in the order in which they are shown
 * @param subjects one entry a subject
 */
public record Scores(List<Integer> classList, List<String> metrics, List<OfSubject> subjects) {
  /** The label that is nobody's structure; it takes no part in scores. */
  public static final int BACKGROUND = 0;

  public Scores {
    classList = List.copyOf(classList);
    metrics = List.copyOf(metrics);
    subjects = List.copyOf(subjects);
  }

  /** Scores of the given subjects, in their order. */
  public static Scores of(List<Integer> classList, List<Metric> metrics, List<OfSubject> subjects) {
    return new Scores(classList, metrics.stream().map(Metric::name).toList(), subjects);
  }

  /**
   * Scores of one subject.
   *
   * @param subject its id
   * @param classes one entry a foreground class
   */
  public record OfSubject(String subject, List<OfClass> classes) {
    public OfSubject {
      classes = List.copyOf(classes);
    }

    /** The value for a label; NaN when it is undefined or was not asked for. */
    public double value(int label, String metric) {
      return classes.stream()
          .filter(scores -> scores.label() == label)
          .mapToDouble(scores -> scores.values().getOrDefault(metric, Double.NaN))
          .findFirst()
          .orElse(Double.NaN);
    }

    /** The mean over the foreground classes for which the metric is defined; NaN without any. */
    public double mean(String metric) {
      List<Double> values = new ArrayList<>();
      classes.forEach(scores -> values.add(scores.values().getOrDefault(metric, Double.NaN)));
      return Summary.of(values).mean();
    }
  }

  /**
   * Scores of one class of one subject.
   *
   * @param label the class
   * @param values by name of the metric; NaN where undefined
   */
  public record OfClass(int label, Map<String, Double> values) {
    public OfClass {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** The class list without background. */
  @JsonIgnore
  public List<Integer> foreground() {
    return classList.stream().filter(label -> label != BACKGROUND).toList();
  }

  /** One metric of one class over all subjects. */
  public Summary summary(int label, String metric) {
    return Summary.of(subjects.stream().map(scores -> scores.value(label, metric)).toList());
  }

  /** One metric over all subjects, each the mean over its foreground classes. */
  public Summary summary(String metric) {
    return Summary.of(subjects.stream().map(scores -> scores.mean(metric)).toList());
  }

  public Optional<OfSubject> subject(String id) {
    return subjects.stream().filter(scores -> scores.subject().equals(id)).findFirst();
  }
}
