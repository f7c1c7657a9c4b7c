package io.bactrian.cohort.scores;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Scores of a classification, of each class against the rest and as their mean (macro average).
 *
 * <p>A score without a denominator is left out of the mean: the recall of a class that no subject
 * has. The precision of a class that is had but never said is 0.
 */
public final class ClassificationScores {
  private static final double SMALLEST = 1e-12;
  private final List<Integer> classList;
  private final double[][] probabilities;
  private final int[] truth;
  private final long[][] confusion;

  /**
   * @param classList labels in the order of the probabilities
   * @param probabilities of each subject and class
   * @param truth place in the class list of each subject's class
   */
  public ClassificationScores(List<Integer> classList, double[][] probabilities, int[] truth) {
    this(
        classList,
        Arrays.stream(probabilities).mapToInt(ClassificationScores::largest).toArray(),
        truth,
        probabilities.clone());
  }

  /**
   * When nothing but the class of each subject is known: auroc and cel are NaN.
   *
   * @param said place in the class list of what was said of each subject
   * @param truth place in the class list of each subject's class
   */
  public ClassificationScores(List<Integer> classList, int[] said, int[] truth) {
    this(classList, said, truth, null);
  }

  private ClassificationScores(
      List<Integer> classList, int[] said, int[] truth, double[][] probabilities) {
    this.classList = List.copyOf(classList);
    this.probabilities = probabilities;
    this.truth = truth.clone();
    confusion = new long[classList.size()][classList.size()];
    for (int i = 0; i < truth.length; i++) {
      confusion[truth[i]][said[i]]++;
    }
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** How many subjects of each class (rows) were said to be of each (columns). */
  public long[][] confusion() {
    long[][] copy = confusion.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = confusion[i].clone();
    }
    return copy;
  }

  /**
   * The scores by name; with classes of their own those of each class follow, such as {@code
   * recall_1} for the label 1. NaN where there is none.
   *
   * @param metrics their names, as the configuration has them
   */
  public Map<String, Double> values(List<String> metrics) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String metric : metrics) {
      switch (metric) {
        case "accuracy" -> values.put(metric, accuracy());
        case "balanced_accuracy" -> values.put(metric, mean(c -> of("recall", c)));
        case "cel" -> values.put(metric, crossEntropy());
        case "mcc" -> values.put(metric, matthews());
        default -> {
          values.put(metric, mean(c -> of(metric, c)));
          for (int c = 0; c < classList.size(); c++) {
            values.put(metric + "_" + classList.get(c), of(metric, c));
          }
        }
      }
    }
    return values;
  }

  private double mean(IntToDoubleFunction score) {
    double sum = 0;
    int count = 0;
    for (int c = 0; c < classList.size(); c++) {
      double value = score.applyAsDouble(c);
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private double accuracy() {
    long right = 0;
    for (int c = 0; c < confusion.length; c++) {
      right += confusion[c][c];
    }
    return right / (double) truth.length;
  }

  private double of(String metric, int c) {
    long both = confusion[c][c];
    long actual = 0;
    long said = 0;
    for (int other = 0; other < confusion.length; other++) {
      actual += confusion[c][other];
      said += confusion[other][c];
    }
    return switch (metric) {
      case "recall" -> both / (double) actual;
      case "precision" -> said == 0 && actual > 0 ? 0 : both / (double) said;
      case "f1" -> 2.0 * both / (actual + said);
      case "iou" -> both / (double) (actual + said - both);
      case "specificity" ->
          (truth.length - actual - said + both) / (double) (truth.length - actual);
      case "per_label_one_hot_accuracy" ->
          (truth.length - actual - said + 2 * both) / (double) truth.length;
      case "auroc" -> areaUnderCurve(c);
      default -> throw new IllegalArgumentException("There is no metric " + metric);
    };
  }

  /** The share of pairs of one of the class and one of the rest that are ranked rightly. */
  private double areaUnderCurve(int c) {
    if (probabilities == null) {
      return Double.NaN;
    }
    double right = 0;
    long pairs = 0;
    for (int i = 0; i < truth.length; i++) {
      for (int j = 0; truth[i] == c && j < truth.length; j++) {
        if (truth[j] != c) {
          int order = Double.compare(probabilities[i][c], probabilities[j][c]);
          right += order > 0 ? 1 : order == 0 ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return right / pairs;
  }

  private double crossEntropy() {
    if (probabilities == null) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum -= Math.log(Math.max(SMALLEST, probabilities[i][truth[i]]));
    }
    return sum / truth.length;
  }

  /** Gorodkin's coefficient of several classes (2004); 0 when only one is had or said. */
  private double matthews() {
    double right = 0;
    double product = 0;
    double actualSquares = 0;
    double saidSquares = 0;
    double all = truth.length;
    for (int c = 0; c < confusion.length; c++) {
      double actual = 0;
      double said = 0;
      for (int other = 0; other < confusion.length; other++) {
        actual += confusion[c][other];
        said += confusion[other][c];
      }
      right += confusion[c][c];
      product += actual * said;
      actualSquares += actual * actual;
      saidSquares += said * said;
    }
    double square = (all * all - saidSquares) * (all * all - actualSquares);
    return square == 0 ? 0 : (right * all - product) / Math.sqrt(square);
  }
}
