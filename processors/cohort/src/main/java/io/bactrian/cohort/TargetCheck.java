package io.bactrian.cohort;

import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Problem;
import java.util.List;

/**
 * Whether subjects have what the problem asks for: a label map, a number, or a class of the class
 * list. It takes no time, so that a mistake shows before images are read.
 */
public final class TargetCheck {
  private static final double WHOLE = 1e-6;

  private TargetCheck() {}

  /**
   * Makes sure that every subject can be trained on.
   *
   * @param table its file, for the message
   * @throws CohortException naming the first subject without a label map or value, or whose value
   *     is no class of the class list
   */
  public static void forTraining(Cohort cohort, ModelSettings model, String table) {
    if (!model.problem().perImage()) {
      CohortReader.requireLabels(cohort, table);
      return;
    }
    cohort.subjects().forEach(subject -> check(subject, model.problem(), model.classList(), table));
  }

  /**
   * Makes sure that subjects that have a value can be scored; others are predicted all the same.
   *
   * @param table its file, for the message
   * @throws CohortException naming the first subject whose value is no class of the class list
   */
  public static void forPrediction(Cohort cohort, ModelSettings model, String table) {
    if (model.problem().perImage()) {
      cohort.subjects().stream()
          .filter(subject -> subject.target() != null)
          .forEach(subject -> check(subject, model.problem(), model.classList(), table));
    }
  }

  /**
   * Makes sure that a subject can be trained on for a classification or regression.
   *
   * @param classList labels of a classification
   * @param table its file, for the message
   * @throws CohortException without a value, or when it is no class of the class list
   */
  public static void check(
      Subject subject, Problem problem, List<Integer> classList, String table) {
    if (subject.target() == null) {
      throw new CohortException(
          "Subject " + subject.id() + " has no value to predict",
          table,
          "a column ValueToPredict with a number for every subject",
          "fill in the column, or remove the subject");
    }
    if (problem == Problem.CLASSIFICATION && !isClass(subject.target(), classList)) {
      throw new CohortException(
          "The class of subject "
              + subject.id()
              + " is not in class_list: "
              + Outcome.text(subject.target()),
          table + ", column ValueToPredict",
          "only classes of class_list " + classList,
          "add the class to class_list, correct the value, or write problem_type: regression");
    }
  }

  private static boolean isClass(double value, List<Integer> classList) {
    double nearest = Math.rint(value);
    return Math.abs(value - nearest) < WHOLE && classList.contains((int) nearest);
  }
}
