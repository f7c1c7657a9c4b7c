package io.bactrian.learning.targets;

import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.Outcome;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.TargetCheck;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Between the values to predict and what a network gives out: classes are places in the class list;
 * numbers are standardized by the mean and standard deviation of the training subjects, so that the
 * learning rate does not depend on their unit.
 *
 * @param problem classification or regression
 * @param classList labels in the order of the network's outputs; empty for numbers
 * @param statistics of the training targets, by name: mean, std, min, max of numbers, or how many
 *     subjects each class has, such as {@code class_1}
 */
public record Targets(Problem problem, List<Integer> classList, Map<String, Double> statistics) {
  private static final String MEAN = "mean";
  private static final String STD = "std";

  public Targets {
    classList = List.copyOf(classList);
    statistics = new LinkedHashMap<>(statistics);
  }

  /**
   * The targets of a training.
   *
   * @param training the training subjects
   * @throws CohortException for a subject without target or of a class outside of the class list,
   *     or when all targets are alike
   */
  public static Targets of(Configuration configuration, List<Subject> training) {
    Problem problem = configuration.model().problem();
    List<Integer> classList = configuration.model().classList();
    Targets unknown = new Targets(problem, classList, Map.of());
    training.forEach(unknown::check);
    return problem == Problem.REGRESSION
        ? new Targets(problem, classList, numbers(training))
        : new Targets(problem, classList, counts(training, classList));
  }

  private static Map<String, Double> numbers(List<Subject> training) {
    double[] values = training.stream().mapToDouble(Subject::target).toArray();
    double sum = 0;
    double least = values[0];
    double most = values[0];
    for (double value : values) {
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (least == most) {
      throw new CohortException(
          "All training subjects have the same value to predict, " + Outcome.text(least),
          values.length + " training subjects",
          "values that differ",
          "correct the column ValueToPredict; for classes write problem_type: classification");
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put(MEAN, mean);
    statistics.put(STD, Math.sqrt(squares / values.length));
    statistics.put("min", least);
    statistics.put("max", most);
    return statistics;
  }

  private static Map<String, Double> counts(List<Subject> training, List<Integer> classList) {
    Map<String, Double> counts = new LinkedHashMap<>();
    classList.forEach(label -> counts.put("class_" + label, 0.0));
    training.forEach(
        subject -> counts.merge("class_" + subject.target().intValue(), 1.0, Double::sum));
    if (counts.values().stream().filter(count -> count > 0).count() < 2) {
      throw new CohortException(
          "All training subjects are of one class, " + training.get(0).target().intValue(),
          training.size() + " training subjects",
          "subjects of at least two classes of class_list " + classList,
          "add subjects of the other classes, or use more folds in nested_training");
    }
    return counts;
  }

  /**
   * What the network should give for a subject: the place of its class, or its standardized number.
   *
   * @throws CohortException for a subject without target, or of a class outside of the class list
   */
  public float encode(Subject subject) {
    check(subject);
    return problem == Problem.REGRESSION
        ? (float) ((subject.target() - statistics.get(MEAN)) / statistics.get(STD))
        : classList.indexOf((int) Math.rint(subject.target()));
  }

  /** As {@link #encode} for each subject, in their order. */
  public float[] encode(List<Subject> subjects) {
    float[] encoded = new float[subjects.size()];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = encode(subjects.get(i));
    }
    return encoded;
  }

  private void check(Subject subject) {
    TargetCheck.check(subject, problem, classList, "the table of subjects");
  }

  /** How many training subjects each class has, in the order of the class list. */
  public long[] classCounts() {
    return classList.stream()
        .mapToLong(label -> statistics.getOrDefault("class_" + label, 0.0).longValue())
        .toArray();
  }

  /** Classes of the class list of which no training subject is, so that they are never said. */
  public List<Integer> unseen() {
    return classList.stream().filter(label -> statistics.get("class_" + label) == 0).toList();
  }

  /**
   * What the network says, in the user's terms.
   *
   * @param output probabilities of the classes, or one standardized number
   */
  public Outcome decode(double[] output) {
    if (problem == Problem.REGRESSION) {
      return Outcome.number(output[0] * statistics.get(STD) + statistics.get(MEAN));
    }
    List<Double> probabilities = new ArrayList<>();
    for (double probability : output) {
      probabilities.add(probability);
    }
    return new Outcome(classList, probabilities);
  }
}
