package io.bactrian.component.ingest;

import io.bactrian.cohort.Outcome;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Problem;
import io.bactrian.evaluation.EvaluationException;
import io.bactrian.evaluation.PredictionTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Makes predictions of the rows of a table.
 *
 * @param table its file, for messages
 * @param model says what is predicted; null to tell numbers from files by their looks
 */
record PredictionRows(Path table, ModelSettings model) {
  /**
   * @throws EvaluationException for a row that does not suit the problem
   */
  List<Prediction> read() {
    return PredictionTable.read(table).stream().map(this::prediction).toList();
  }

  private Prediction prediction(PredictionTable.Row row) {
    OptionalDouble target = row.targetNumber();
    OptionalDouble prediction = row.predictionNumber();
    boolean numbers = target.isPresent() && prediction.isPresent();
    if (model == null ? !numbers : !model.problem().perImage()) {
      return ofLabelMaps(row);
    }
    double truth = checked(row, "Target", target, row.target());
    double said = checked(row, "Prediction", prediction, row.prediction());
    return new Prediction(
        new Subject(row.subject(), null, null, truth, null, null), List.of(), outcome(row, said));
  }

  private Prediction ofLabelMaps(PredictionTable.Row row) {
    if (row.targetNumber().isPresent() && !Files.exists(row.target())) {
      throw new EvaluationException(
          "The Target of subject " + row.subject() + " is a number: " + text(row.target()),
          where(row, "Target"),
          "the file of a label map, as problem_type segmentation compares",
          "give the file, or write problem_type: classification or regression");
    }
    return new Prediction(
        new Subject(row.subject(), null, row.target().toString(), null, null, null),
        List.of(),
        null,
        row.prediction().toString());
  }

  private double checked(PredictionTable.Row row, String column, OptionalDouble number, Path cell) {
    if (model == null) {
      return number.getAsDouble();
    }
    boolean classes = model.problem() == Problem.CLASSIFICATION;
    if (number.isEmpty()
        || (classes && !model.classList().stream().anyMatch(c -> c == number.getAsDouble()))) {
      throw new EvaluationException(
          "The "
              + column
              + " of subject "
              + row.subject()
              + " is no "
              + (classes ? "class of class_list: " : "number: ")
              + text(cell),
          where(row, column),
          classes ? "one of the classes " + model.classList() : "a number, such as 1 or 0.5",
          (classes ? "add the class to class_list, " : "")
              + "correct the cell, or write another problem_type than "
              + model.problem().key());
    }
    return number.getAsDouble();
  }

  private Outcome outcome(PredictionTable.Row row, double said) {
    if (row.probabilities().isEmpty()
        || (model != null && model.problem() != Problem.CLASSIFICATION)) {
      return Outcome.number(said);
    }
    Set<Integer> labels = row.probabilities().keySet();
    List<Integer> classes = model == null ? List.copyOf(labels) : model.classList();
    if (!labels.equals(new HashSet<>(classes))) {
      throw new EvaluationException(
          "There are probabilities of the classes " + labels,
          table + ", row 1, columns Probability_*",
          "a column for each class of class_list " + classes + " and no other",
          "add the missing columns, correct class_list, or remove the columns Probability_*");
    }
    double most = Collections.max(row.probabilities().values());
    if (row.probabilities().getOrDefault((int) said, -1.0) < most || said != Math.rint(said)) {
      throw new EvaluationException(
          "The Prediction of subject "
              + row.subject()
              + " is "
              + Outcome.text(said)
              + ", which is not the most probable class",
          where(row, "Prediction"),
          "the class with the highest probability of the row, " + most,
          "correct the row; or remove the columns Probability_* to score the classes alone");
    }
    return new Outcome(classes, classes.stream().map(row.probabilities()::get).toList());
  }

  private String where(PredictionTable.Row row, String column) {
    return table + ", row " + row.row() + ", column " + column;
  }

  private static String text(Path cell) {
    return cell.getFileName().toString();
  }
}
