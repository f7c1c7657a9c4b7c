package io.bactrian.cohort;

import java.util.List;

/**
 * A cohort read leniently: the subjects that can be used, and those that cannot, with the reason.
 *
 * @param cohort the usable subjects in the order of the table
 * @param failures the others
 */
public record IngestResult(Cohort cohort, List<SubjectFailure> failures) {
  public IngestResult {
    failures = List.copyOf(failures);
  }
}
