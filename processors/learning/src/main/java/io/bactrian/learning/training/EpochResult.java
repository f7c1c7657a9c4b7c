package io.bactrian.learning.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one epoch brought.
 *
 * @param epoch from 1
 * @param learningRate of its last batch
 * @param trainingLoss mean over its batches
 * @param validationLoss mean over the windows of the validation subjects; NaN without any
 * @param dice of each class, in the order of the class list: mean over the validation subjects that
 *     have the class or were said to; NaN when there was none
 * @param score what is monitored, in a segmentation as a rule the mean Dice of the classes other
 *     than background; NaN without validation
 * @param best whether the score is the best so far
 * @param trainingSeconds of the batches
 * @param validationSeconds of the validation
 * @param waitedSeconds how long the network waited for patches
 * @param metrics of the validation subjects, by name; in a segmentation only one that is monitored
 */
public record EpochResult(
    int epoch,
    double learningRate,
    double trainingLoss,
    double validationLoss,
    List<Double> dice,
    double score,
    boolean best,
    double trainingSeconds,
    double validationSeconds,
    double waitedSeconds,
    Map<String, Double> metrics) {
  public EpochResult {
    dice = List.copyOf(dice);
    metrics = metrics == null ? Map.of() : new LinkedHashMap<>(metrics);
  }
}
