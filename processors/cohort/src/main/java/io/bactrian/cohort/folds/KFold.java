package io.bactrian.cohort.folds;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.NestedTraining;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Nested k-fold cross-validation: the cohort is divided into testing folds; what is left of each is
 * divided into validation folds; the rest trains.
 *
 * <p>Subjects that share the attribute {@code PatientID} stay together, so that no patient is both
 * trained on and tested. The division depends on the ids and the seed alone: not on the order of
 * the rows, nor on the Java version ({@link Random} is specified to the bit).
 */
public final class KFold {
  /** The column that tells which subjects are studies of one patient. */
  public static final String PATIENT = "PatientID";

  private KFold() {}

  /**
   * All folds that are to be trained, testing fold by testing fold. Sizes of folds differ by at
   * most one where every patient has one subject; ids within a fold keep the order of the cohort.
   *
   * @throws CohortException when there are more folds than patients to fill them
   */
  public static List<Fold> split(Cohort cohort, NestedTraining nested, long seed) {
    List<List<String>> patients = shuffled(cohort, seed);
    check(patients.size(), nested);
    List<Fold> folds = new ArrayList<>();
    List<Set<String>> testing =
        nested.testing() == 1 ? List.of(Set.of()) : divide(patients, nested.testing());
    int testingRuns = nested.singleTesting() ? 1 : testing.size();
    for (int i = 0; i < testingRuns; i++) {
      Set<String> test = testing.get(i);
      List<List<String>> rest = patients.stream().filter(p -> !test.contains(p.get(0))).toList();
      List<Set<String>> validation = divide(rest, nested.validation());
      int validationRuns = nested.singleValidation() ? 1 : validation.size();
      for (int j = 0; j < validationRuns; j++) {
        folds.add(fold(cohort, nested, i, test, j, validation.get(j)));
      }
    }
    return folds;
  }

  private static Fold fold(
      Cohort cohort,
      NestedTraining nested,
      int testing,
      Set<String> test,
      int validation,
      Set<String> validate) {
    List<String> trainingIds = new ArrayList<>();
    List<String> validationIds = new ArrayList<>();
    List<String> testingIds = new ArrayList<>();
    for (Subject subject : cohort.subjects()) {
      String id = subject.id();
      (test.contains(id) ? testingIds : validate.contains(id) ? validationIds : trainingIds)
          .add(id);
    }
    return new Fold(
        cohort,
        testing,
        nested.testing(),
        validation,
        nested.validation(),
        trainingIds,
        validationIds,
        testingIds);
  }

  /** The subject ids of each patient, patients in random order (Fisher and Yates's shuffle). */
  private static List<List<String>> shuffled(Cohort cohort, long seed) {
    Map<String, List<String>> byPatient = new TreeMap<>();
    for (Subject subject : cohort.subjects()) {
      String patient = subject.attributes().get(PATIENT);
      // The prefixes keep a subject without a patient apart from a patient of the same name.
      String key = patient == null ? "s:" + subject.id() : "p:" + patient;
      byPatient.computeIfAbsent(key, ignored -> new ArrayList<>()).add(subject.id());
    }
    List<List<String>> patients = new ArrayList<>(byPatient.values());
    Random random = new Random(seed);
    for (int i = patients.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      List<String> other = patients.get(j);
      patients.set(j, patients.get(i));
      patients.set(i, other);
    }
    return patients;
  }

  /** Deals patients out, those with most subjects first, always to the smallest part. */
  private static List<Set<String>> divide(List<List<String>> patients, int parts) {
    List<Set<String>> divided = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      divided.add(new HashSet<>());
    }
    patients.stream()
        .sorted(Comparator.comparing(List::size, Comparator.reverseOrder()))
        .forEach(
            patient ->
                divided.stream()
                    .min(Comparator.comparing(Set::size))
                    .orElseThrow()
                    .addAll(patient));
    return divided;
  }

  private static void check(int patients, NestedTraining nested) {
    int testing = nested.testing();
    int validation = nested.validation();
    if (patients == 0) {
      throw new CohortException(
          "No subject is left to divide into folds",
          "the cohort",
          "subjects whose images could be read and processed",
          "Correct what failed.csv says of each subject, and run again");
    }
    if (testing > patients) {
      throw tooMany("testing", testing, patients, "subjects", patients);
    }
    // The largest testing fold leaves the fewest subjects to validate and train on.
    int left = testing == 1 ? patients : patients - (patients + testing - 1) / testing;
    if (validation > left) {
      throw tooMany("validation", validation, left, "subjects outside the testing fold", left);
    }
  }

  private static CohortException tooMany(
      String kind, int folds, int subjects, String which, int most) {
    String expected = most < 2 ? "a cohort of more subjects" : "2 to " + most + " folds";
    return new CohortException(
        folds + " " + kind + " folds are more than the " + subjects + " " + which,
        "nested_training." + kind,
        expected + " (all studies of one PatientID count as one subject)",
        "Lower nested_training." + kind + " or add subjects");
  }
}
