package io.bactrian.component.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.cohort.Outcome;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.scores.ClassificationScores;
import io.bactrian.cohort.scores.RegressionScores;
import io.bactrian.evaluation.EvaluationException;
import io.bactrian.evaluation.report.ConfusionTable;
import io.bactrian.evaluation.report.RocCurve;
import io.bactrian.evaluation.report.ScatterPlot;
import io.bactrian.safety.AtomicFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well the outcomes of subjects with targets agree with these.
 *
 * @param classes labels of a classification; empty for a regression
 * @param predictions of subjects with targets
 * @param values the scores by name; empty without subjects
 */
record OutcomeScores(
    List<Integer> classes, List<Prediction> predictions, Map<String, Double> values) {
  /**
   * @param predictions those without a target are left out
   * @throws EvaluationException for a target that is none of the classes
   */
  static OutcomeScores of(
      List<Integer> classes, List<Prediction> predictions, List<String> metrics) {
    List<Prediction> known =
        predictions.stream().filter(one -> one.subject().source().target() != null).toList();
    OutcomeScores unscored = new OutcomeScores(classes, known, Map.of());
    if (known.isEmpty()) {
      return unscored;
    }
    Map<String, Double> values =
        classes.isEmpty()
            ? RegressionScores.values(metrics, unscored.answers(), unscored.targets())
            : unscored.classification().values(metrics);
    return new OutcomeScores(classes, known, values);
  }

  private double[] targets() {
    return predictions.stream().mapToDouble(one -> one.subject().source().target()).toArray();
  }

  private double[] answers() {
    return predictions.stream().mapToDouble(one -> one.outcome().answer()).toArray();
  }

  private double[][] probabilities() {
    return predictions.stream()
        .map(one -> one.outcome().values().stream().mapToDouble(p -> p).toArray())
        .toArray(double[][]::new);
  }

  private int[] places(double[] labels) {
    int[] places = new int[labels.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(predictions.get(i).subject().id(), labels[i]);
    }
    return places;
  }

  private int place(String subject, double target) {
    int place = target == Math.rint(target) ? classes.indexOf((int) target) : -1;
    if (place < 0) {
      throw new EvaluationException(
          "The class " + Outcome.text(target) + " is not in class_list",
          "subject " + subject,
          "one of " + classes,
          "add the class to class_list, or correct the table");
    }
    return place;
  }

  private ClassificationScores classification() {
    int[] truth = places(targets());
    return hasProbabilities()
        ? new ClassificationScores(classes, probabilities(), truth)
        : new ClassificationScores(classes, places(answers()), truth);
  }

  /** A table of a user may have classes alone. */
  private boolean hasProbabilities() {
    return predictions.stream().noneMatch(one -> one.outcome().classes().isEmpty());
  }

  /** The structure of scores of label maps: subjects, and the summary with an entry a metric. */
  void writeJson(Path file) {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    for (Prediction prediction : predictions) {
      ObjectNode node = root.putObject(prediction.subject().id());
      node.put("target", prediction.subject().source().target());
      node.put("prediction", prediction.outcome().answer());
    }
    ObjectNode mean = root.putObject("summary").putObject("mean");
    values.forEach(
        (metric, value) -> {
          ObjectNode node = mean.putObject(metric);
          node.put("n", predictions.size());
          if (value.isNaN()) {
            node.putNull("mean");
          } else {
            node.put("mean", value);
          }
        });
    AtomicFiles.write(file, out -> mapper.writeValue(out, root));
  }

  /** A row a metric; an undefined value is empty. */
  void writeCsv(Path file) {
    StringBuilder text = new StringBuilder("Metric,Value\n");
    values.forEach(
        (metric, value) -> text.append(metric + "," + (value.isNaN() ? "" : value) + "\n"));
    AtomicFiles.writeText(file, text.toString());
  }

  /** Pictures for a report, as HTML, by their captions. */
  Map<String, String> figures() {
    Map<String, String> figures = new LinkedHashMap<>();
    if (predictions.isEmpty()) {
      return figures;
    }
    if (classes.isEmpty()) {
      List<String> names = predictions.stream().map(one -> one.subject().id()).toList();
      figures.put(
          "Predicted against true values; a dot is a subject.",
          ScatterPlot.svg(names, targets(), answers()));
    } else {
      figures.put(
          "Subjects of each class by the class predicted.",
          ConfusionTable.html(classes, classification().confusion()));
      if (hasProbabilities()) {
        figures.put(
            "ROC: sensitivity against 1 - specificity of each class.",
            RocCurve.svg(classes, probabilities(), places(targets())));
      }
    }
    return figures;
  }
}
