package io.bactrian.cohort;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One way of dividing a cohort for nested cross-validation: testing fold i of n and, of the rest,
 * validation fold j of m.
 *
 * @param cohort all subjects
 * @param testing index of the testing fold, from 0
 * @param testingFolds how many there are; 1 when nothing is kept for testing
 * @param validation index of the validation fold, from 0
 * @param validationFolds how many there are
 * @param trainingIds subject ids that weights are fitted to
 * @param validationIds subject ids that choose the best epoch
 * @param testingIds subject ids that are touched only by the final scores
 * @param landmarks file with what was learned from the training subjects to standardize the images
 *     of all (Nyul); null when nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fold(
    Cohort cohort,
    int testing,
    int testingFolds,
    int validation,
    int validationFolds,
    List<String> trainingIds,
    List<String> validationIds,
    List<String> testingIds,
    String landmarks) {
  public Fold {
    trainingIds = List.copyOf(trainingIds);
    validationIds = List.copyOf(validationIds);
    testingIds = List.copyOf(testingIds);
  }

  /** Without landmarks. */
  public Fold(
      Cohort cohort,
      int testing,
      int testingFolds,
      int validation,
      int validationFolds,
      List<String> trainingIds,
      List<String> validationIds,
      List<String> testingIds) {
    this(
        cohort,
        testing,
        testingFolds,
        validation,
        validationFolds,
        trainingIds,
        validationIds,
        testingIds,
        null);
  }

  /**
   * The same division of the same subjects with images that were standardized; those that are
   * missing in {@code other} are left out.
   */
  public Fold standardized(Cohort other, String file) {
    Set<String> left = new HashSet<>();
    other.subjects().forEach(subject -> left.add(subject.id()));
    return new Fold(
        other,
        testing,
        testingFolds,
        validation,
        validationFolds,
        trainingIds.stream().filter(left::contains).toList(),
        validationIds.stream().filter(left::contains).toList(),
        testingIds.stream().filter(left::contains).toList(),
        file);
  }

  /** Folder name of this fold below the model folder, as GaNDLF names it. */
  @JsonIgnore
  public String folder() {
    return "testing_" + testing + "/validation_" + validation;
  }

  @JsonIgnore
  public List<Subject> trainingSubjects() {
    return subjects(trainingIds);
  }

  @JsonIgnore
  public List<Subject> validationSubjects() {
    return subjects(validationIds);
  }

  @JsonIgnore
  public List<Subject> testingSubjects() {
    return subjects(testingIds);
  }

  private List<Subject> subjects(List<String> ids) {
    Map<String, Subject> byId = new LinkedHashMap<>();
    cohort.subjects().forEach(subject -> byId.put(subject.id(), subject));
    List<Subject> chosen = new ArrayList<>();
    ids.forEach(id -> chosen.add(byId.get(id)));
    return chosen;
  }
}
