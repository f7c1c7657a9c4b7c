package io.bactrian.cohort.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.CohortException;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.NestedTraining;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KFoldTest {
  private static Subject subject(String id, Map<String, String> attributes) {
    return new Subject(id, Map.of("Channel_0", id + ".nii"), null, null, attributes, null);
  }

  private static Cohort cohort(int size) {
    return new Cohort(IntStream.range(0, size).mapToObj(i -> subject("s" + i, Map.of())).toList());
  }

  private static Set<String> ids(Cohort cohort) {
    return cohort.subjects().stream().map(Subject::id).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({"10,5,5", "23,5,4", "200,5,4", "7,2,3", "101,10,9", "4,2,2", "9,1,3"})
  void everySubjectIsTestedOnceAndValidatedOnceOutsideItsTestingFold(
      int size, int testing, int validation) {
    Cohort cohort = cohort(size);
    for (long seed = 0; seed < 20; seed++) {
      List<Fold> folds = KFold.split(cohort, NestedTraining.of(testing, validation), seed);
      assertThat(folds).hasSize(testing * validation);
      List<String> tested = new ArrayList<>();
      for (int i = 0; i < testing; i++) {
        List<Fold> sameTest = folds.subList(i * validation, (i + 1) * validation);
        Set<String> test = new HashSet<>(sameTest.get(0).testingIds());
        tested.addAll(test);
        List<String> validated = new ArrayList<>();
        for (int j = 0; j < validation; j++) {
          Fold fold = sameTest.get(j);
          assertThat(fold.testing()).isEqualTo(i);
          assertThat(fold.validation()).isEqualTo(j);
          assertThat(fold.testingIds()).containsExactlyInAnyOrderElementsOf(test);
          assertThat(fold.trainingIds()).isNotEmpty();
          List<String> all = new ArrayList<>(fold.trainingIds());
          all.addAll(fold.validationIds());
          all.addAll(fold.testingIds());
          assertThat(all).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids(cohort));
          validated.addAll(fold.validationIds());
        }
        Set<String> outside = new HashSet<>(ids(cohort));
        outside.removeAll(test);
        assertThat(validated).containsExactlyInAnyOrderElementsOf(outside);
        assertBalanced(sameTest.stream().map(fold -> fold.validationIds().size()).toList());
      }
      if (testing == 1) {
        assertThat(tested).isEmpty();
      } else {
        assertThat(tested).containsExactlyInAnyOrderElementsOf(ids(cohort));
        assertBalanced(folds.stream().map(fold -> fold.testingIds().size()).toList());
      }
    }
  }

  private static void assertBalanced(List<Integer> sizes) {
    assertThat(Collections.max(sizes) - Collections.min(sizes)).isLessThanOrEqualTo(1);
  }

  @Test
  void negativeNumbersMeanTheFirstFoldAlone() {
    Cohort cohort = cohort(20);
    List<Fold> all = KFold.split(cohort, NestedTraining.of(5, 4), 3);
    assertThat(KFold.split(cohort, NestedTraining.of(-5, -4), 3)).containsExactly(all.get(0));
    assertThat(KFold.split(cohort, NestedTraining.of(-5, 4), 3))
        .containsExactlyElementsOf(all.subList(0, 4));
    assertThat(KFold.split(cohort, NestedTraining.of(5, -4), 3))
        .containsExactly(all.get(0), all.get(4), all.get(8), all.get(12), all.get(16));
  }

  @Test
  void oneTestingFoldKeepsNothingForTesting() {
    Fold fold = KFold.split(cohort(10), NestedTraining.of(1, -5), 0).get(0);
    assertThat(fold.testingIds()).isEmpty();
    assertThat(fold.testingFolds()).isEqualTo(1);
    assertThat(fold.validationIds()).hasSize(2);
    assertThat(fold.trainingIds()).hasSize(8);
  }

  @Test
  void dependsOnTheSeedAndTheIdsButNotOnTheOrderOfRows() {
    Cohort cohort = cohort(30);
    List<Subject> shuffled = new ArrayList<>(cohort.subjects());
    Collections.shuffle(shuffled, new Random(1));
    NestedTraining nested = NestedTraining.of(-5, -5);
    Fold fold = KFold.split(cohort, nested, 7).get(0);
    Fold other = KFold.split(new Cohort(shuffled), nested, 7).get(0);
    assertThat(other.testingIds()).containsExactlyInAnyOrderElementsOf(fold.testingIds());
    assertThat(other.validationIds()).containsExactlyInAnyOrderElementsOf(fold.validationIds());
    assertThat(KFold.split(cohort, nested, 8).get(0).testingIds()).isNotEqualTo(fold.testingIds());
  }

  /**
   * java.util.Random is specified to the bit, so these ids hold on every Java version; computed
   * apart from its published recurrence.
   */
  @Test
  void aSeedGivesTheSameFoldsEverywhere() {
    Fold fold = KFold.split(cohort(10), NestedTraining.of(-5, -4), 42).get(0);
    assertThat(fold.testingIds()).containsExactly("s4", "s9");
    assertThat(fold.validationIds()).containsExactly("s6", "s8");
    assertThat(fold.folder()).isEqualTo("testing_0/validation_0");
  }

  @Test
  void studiesOfOnePatientStayTogether() {
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      subjects.add(subject("s" + i, i < 24 ? Map.of("PatientID", "p" + i / 3) : Map.of()));
    }
    for (Fold fold : KFold.split(new Cohort(subjects), NestedTraining.of(4, 3), 5)) {
      for (List<String> part :
          List.of(fold.trainingIds(), fold.validationIds(), fold.testingIds())) {
        for (int patient = 0; patient < 8; patient++) {
          List<String> studies =
              List.of("s" + 3 * patient, "s" + (3 * patient + 1), "s" + (3 * patient + 2));
          assertThat(part.containsAll(studies) || Collections.disjoint(part, studies)).isTrue();
        }
      }
    }
  }

  @Test
  void aSubjectNamedLikeAPatientIsNotThatPatient() {
    Cohort cohort =
        new Cohort(List.of(subject("p", Map.of()), subject("q", Map.of("PatientID", "p"))));
    assertThat(KFold.split(cohort, NestedTraining.of(1, 2), 0)).hasSize(2);
  }

  @Test
  void refusesMoreTestingFoldsThanSubjects() {
    assertThatThrownBy(() -> KFold.split(cohort(4), NestedTraining.of(5, 2), 0))
        .isInstanceOf(CohortException.class)
        .hasMessage(
            """
            5 testing folds are more than the 4 subjects
              where:    nested_training.testing
              expected: 2 to 4 folds (all studies of one PatientID count as one subject)
              to mend:  Lower nested_training.testing or add subjects""");
  }

  @Test
  void refusesMoreValidationFoldsThanSubjectsLeft() {
    assertThatThrownBy(() -> KFold.split(cohort(5), NestedTraining.of(-2, -3), 0))
        .isInstanceOf(CohortException.class)
        .hasMessage(
            """
            3 validation folds are more than the 2 subjects outside the testing fold
              where:    nested_training.validation
              expected: 2 to 2 folds (all studies of one PatientID count as one subject)
              to mend:  Lower nested_training.validation or add subjects""");
  }

  @Test
  void refusesACohortOfOne() {
    assertThatThrownBy(() -> KFold.split(cohort(1), NestedTraining.of(1, -2), 0))
        .isInstanceOf(CohortException.class)
        .hasMessage(
            """
            2 validation folds are more than the 1 subjects outside the testing fold
              where:    nested_training.validation
              expected: a cohort of more subjects (all studies of one PatientID count as one subject)
              to mend:  Lower nested_training.validation or add subjects""");
  }
}
