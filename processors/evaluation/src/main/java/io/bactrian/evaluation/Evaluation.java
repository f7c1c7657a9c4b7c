package io.bactrian.evaluation;

import io.bactrian.evaluation.metrics.Comparison;
import io.bactrian.evaluation.metrics.Metric;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.LabelMap;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares predictions with targets, subject by subject. Immutable. */
public final class Evaluation {
  /** Part of a voxel by which two grids may differ and still count as the same. */
  private static final double GRID_TOLERANCE = 0.01;

  private final List<Integer> classList;
  private final List<Metric> metrics;
  private final Regions regions;

  /**
   * @param classList the labels that may occur; background (0) may be among them, takes no part in
   *     the scores and may always occur
   * @param metrics what to compute for each of the other labels
   * @throws EvaluationException when there is no label but background
   */
  public Evaluation(List<Integer> classList, List<Metric> metrics) {
    this(classList, metrics, Regions.exclusive(classList));
  }

  /**
   * As the general form, for classes that are regions of the labels in the maps.
   *
   * @param classList numbers by which scores name the classes
   * @param regions the labels of each class; no others may occur in the maps
   */
  public Evaluation(List<Integer> classList, List<Metric> metrics, Regions regions) {
    if (classList.stream().allMatch(label -> label == Scores.BACKGROUND)) {
      throw new EvaluationException(
          "There is no class to evaluate",
          "class_list " + classList,
          "at least one label besides background (0)",
          "name the labels of the structures in class_list");
    }
    this.classList = List.copyOf(classList);
    this.metrics = List.copyOf(metrics);
    this.regions = regions;
  }

  public List<Integer> classList() {
    return classList;
  }

  /** The labels of each class. */
  public Regions regions() {
    return regions;
  }

  public List<Metric> metrics() {
    return metrics;
  }

  /**
   * The scores of one subject.
   *
   * @throws EvaluationException when the grids differ or a label outside the class list occurs
   */
  public Scores.OfSubject compare(String subject, LabelMap target, LabelMap prediction) {
    checkGrids(subject, target.geometry(), prediction.geometry());
    checkLabels(subject, "target", target);
    checkLabels(subject, "prediction", prediction);
    List<Scores.OfClass> classes = new ArrayList<>();
    for (int c = 0; c < classList.size(); c++) {
      int label = classList.get(c);
      if (label != Scores.BACKGROUND) {
        Comparison comparison = comparison(target, prediction, c);
        Map<String, Double> values = new LinkedHashMap<>();
        metrics.forEach(metric -> values.put(metric.name(), metric.of(comparison)));
        classes.add(new Scores.OfClass(label, values));
      }
    }
    return new Scores.OfSubject(subject, classes);
  }

  private Comparison comparison(LabelMap target, LabelMap prediction, int index) {
    return regions.isExclusive()
        ? new Comparison(target, prediction, classList.get(index))
        : new Comparison(regions.mask(target, index), regions.mask(prediction, index), 1);
  }

  /** The scores of many subjects under this class list and these metrics. */
  public Scores collect(List<Scores.OfSubject> subjects) {
    return Scores.of(classList, metrics, subjects);
  }

  private void checkLabels(String subject, String which, LabelMap map) {
    for (int label : map.counts().keySet()) {
      if (label != Scores.BACKGROUND && !regions.labels().contains(label)) {
        throw new EvaluationException(
            "The " + which + " has the label " + label + ", which is not in class_list",
            "subject " + subject,
            "labels among " + regions.labels(),
            "add the label to class_list, or map it to one of these in the file");
      }
    }
  }

  private static void checkGrids(String subject, Geometry target, Geometry prediction) {
    if (target.matches(prediction, GRID_TOLERANCE)) {
      return;
    }
    List<String> differences = new ArrayList<>();
    describe(differences, "size", toDoubles(target.size()), toDoubles(prediction.size()));
    describe(differences, "spacing", target.spacing(), prediction.spacing());
    describe(differences, "origin", target.origin(), prediction.origin());
    describe(differences, "direction", target.direction(), prediction.direction());
    throw new EvaluationException(
        "Target and prediction lie on different grids",
        "subject " + subject + ": " + String.join("; ", differences),
        "the same size, spacing, origin and direction (within a hundredth of a voxel)",
        "bring the prediction onto the grid of the target: 'fuse' does so, as does"
            + " 'harmonize:resample' with nearest-neighbour interpolation");
  }

  private static double[] toDoubles(int[] values) {
    return Arrays.stream(values).asDoubleStream().toArray();
  }

  private static void describe(
      List<String> differences, String what, double[] target, double[] prediction) {
    if (!text(target).equals(text(prediction))) {
      differences.add(
          what + " " + text(target) + " of the target, " + text(prediction) + " of the prediction");
    }
  }

  /** Three decimals: more would name the rounding of file headers. */
  private static String text(double[] values) {
    DecimalFormat format =
        new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return Arrays.stream(values)
        .mapToObj(format::format)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
