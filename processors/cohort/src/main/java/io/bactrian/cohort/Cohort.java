package io.bactrian.cohort;

import java.util.List;

/**
 * Subjects that are trained on, predicted or evaluated together.
 *
 * @param subjects in the order in which they were given
 */
public record Cohort(List<Subject> subjects) {
  public Cohort {
    subjects = List.copyOf(subjects);
  }
}
