package io.bactrian.component.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.bactrian.cohort.Prediction;
import io.bactrian.evaluation.Scores;
import java.util.List;

/**
 * A prediction with its scores: what the evaluation of one subject hands on.
 *
 * @param prediction a fused one, of a subject with a label
 * @param classList all labels, in the order of the configuration
 * @param metrics names of the metrics
 * @param scores of the subject
 */
public record Assessment(
    Prediction prediction, List<Integer> classList, List<String> metrics, Scores.OfSubject scores) {
  public Assessment {
    classList = List.copyOf(classList);
    metrics = List.copyOf(metrics);
  }

  /** The scores as those of a cohort of one. */
  @JsonIgnore
  public Scores alone() {
    return new Scores(classList, metrics, List.of(scores));
  }
}
