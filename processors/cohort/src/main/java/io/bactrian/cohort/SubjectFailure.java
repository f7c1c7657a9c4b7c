package io.bactrian.cohort;

/**
 * A subject that a step could not process, while the others went on; one row of {@code failed.csv}.
 *
 * @param subject the subject's id, or the row of the table when it has none
 * @param step the step that failed, such as {@code ingest} or {@code normalize}
 * @param reason one line that says what is wrong
 */
public record SubjectFailure(String subject, String step, String reason) {}
