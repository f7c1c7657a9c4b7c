package io.bactrian.learning.training;

import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Runs a network over the validation subjects. */
interface Validation {
  /**
   * What the network achieves.
   *
   * @param loss mean over windows; NaN without subjects
   * @param dice of each class of a segmentation, as {@link DiceScores#means}; else empty
   * @param metrics of a classification or regression, by name; of a segmentation that which is
   *     monitored, if it is another than Dice
   */
  record Result(double loss, List<Double> dice, Map<String, Double> metrics) {}

  /** How many subjects there are. */
  int subjects();

  /**
   * @param progress is told the number of each subject done, from 1
   */
  Result run(IntConsumer progress);
}
