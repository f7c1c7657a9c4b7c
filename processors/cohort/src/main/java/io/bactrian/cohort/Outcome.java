package io.bactrian.cohort;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is said of a whole image: a class, with the probability of each, or a number.
 *
 * @param classes labels that can be said, in the order of the model; empty for a number
 * @param values probability of each class; or the number alone
 */
public record Outcome(List<Integer> classes, List<Double> values) {
  public Outcome {
    classes = List.copyOf(classes);
    values = List.copyOf(values);
    if (values.size() != Math.max(1, classes.size())) {
      throw new IllegalArgumentException(values.size() + " values for " + classes.size());
    }
  }

  public static Outcome number(double value) {
    return new Outcome(List.of(), List.of(value));
  }

  /** A class of which nothing but the name is known. */
  public static Outcome certain(List<Integer> classes, int label) {
    return new Outcome(classes, classes.stream().map(one -> one == label ? 1.0 : 0.0).toList());
  }

  /** The number, or the label of the most probable class; of equal ones the first. */
  @JsonIgnore
  public double answer() {
    return classes.isEmpty() ? values.get(0) : classes.get(values.indexOf(Collections.max(values)));
  }

  /** A number or label as tables have it: without a point when it is whole. */
  public static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /**
   * The mean of what several say: of probabilities, or of numbers.
   *
   * @param outcomes at least one, all with the same classes
   */
  public static Outcome average(List<Outcome> outcomes) {
    Outcome first = outcomes.get(0);
    double[] sums = new double[first.values.size()];
    for (Outcome outcome : outcomes) {
      if (!outcome.classes.equals(first.classes)) {
        throw new CohortException(
            "The models say classes " + outcome.classes + " and " + first.classes,
            "the models whose predictions are joined",
            "models of one class_list",
            "join models that were trained for the same classes");
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] += outcome.values.get(i) / outcomes.size();
      }
    }
    List<Double> means = new ArrayList<>();
    for (double sum : sums) {
      means.add(sum);
    }
    return new Outcome(first.classes, means);
  }

  /** Each has one vote for a class: the share of votes of each class; of numbers the median. */
  public static Outcome vote(List<Outcome> outcomes) {
    List<Integer> classes = outcomes.get(0).classes;
    if (!classes.isEmpty()) {
      return average(
          outcomes.stream().map(one -> certain(one.classes, (int) one.answer())).toList());
    }
    double[] sorted = outcomes.stream().mapToDouble(Outcome::answer).sorted().toArray();
    return number((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
  }
}
