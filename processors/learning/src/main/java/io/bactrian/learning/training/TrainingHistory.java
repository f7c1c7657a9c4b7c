package io.bactrian.learning.training;

import io.bactrian.cohort.configuration.Configuration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the epochs of a training brought so far, and which of them is the best. */
final class TrainingHistory {
  private final Configuration configuration;
  private final List<EpochResult> results = new ArrayList<>();

  TrainingHistory(Configuration configuration) {
    this.configuration = configuration;
  }

  void add(EpochResult result) {
    results.add(result);
  }

  /** In the order of the epochs. */
  List<EpochResult> results() {
    return Collections.unmodifiableList(results);
  }

  int epochs() {
    return results.size();
  }

  EpochResult best() {
    EpochResult best = results.get(0);
    for (EpochResult result : results) {
      best = result.best() ? result : best;
    }
    return best;
  }

  /** Whether there have been too many epochs since the best. */
  boolean outOfPatience() {
    return !results.isEmpty()
        && results.size() - best().epoch() > configuration.training().patience();
  }

  /** What is monitored; NaN without validation subjects. */
  double score(Validation.Result validated) {
    String monitor = configuration.training().monitor();
    if (monitor.equals("loss")) {
      return validated.loss();
    }
    return monitor.equals("dice")
        ? DiceScores.score(validated.dice(), configuration.model())
        : validated.metrics().getOrDefault(monitor, Double.NaN);
  }

  /** Whether a score is better than all before; without validation every epoch is. */
  boolean improves(double score) {
    if (results.isEmpty() || Double.isNaN(score)) {
      return true;
    }
    double best = best().score();
    return configuration.training().monitorFalls() ? score < best : score > best;
  }

  /** How long the epochs took, for the provenance. */
  Map<String, Double> seconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("training", sum(EpochResult::trainingSeconds));
    seconds.put("validation", sum(EpochResult::validationSeconds));
    seconds.put("waited_for_data", sum(EpochResult::waitedSeconds));
    return seconds;
  }

  private double sum(ToDoubleFunction<EpochResult> quantity) {
    return Math.round(1000 * results.stream().mapToDouble(quantity).sum()) / 1000.0;
  }

  /** The scores of an epoch by name, those that are known. */
  static Map<String, Double> scores(Configuration configuration, EpochResult result) {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("training_loss", result.trainingLoss());
    scores.put("validation_loss", result.validationLoss());
    scores.putAll(result.metrics());
    if (!configuration.model().problem().perImage()) {
      List<Integer> classes = configuration.model().classList();
      for (int i = 0; i < classes.size(); i++) {
        scores.put("dice_" + classes.get(i), result.dice().get(i));
      }
      scores.put("dice", DiceScores.score(result.dice(), configuration.model()));
    }
    scores.values().removeIf(value -> Double.isNaN(value));
    return scores;
  }
}
