package io.bactrian.cohort.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.cohort.Outcome;
import io.bactrian.cohort.configuration.KnownNames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against values that NumPy and SciPy 1 gave, by the definitions in the Javadoc. */
class ScoresTest {
  private static final double[][] PROBABILITIES = {
    {.7, .2, .1},
    {.1, .8, .1},
    {.3, .3, .4},
    {.2, .5, .3},
    {.6, .3, .1},
    {.1, .2, .7},
    {.4, .35, .25}
  };
  private static final int[] TRUTH = {0, 1, 2, 2, 0, 2, 1};

  @Test
  void scoresOfAClassification() {
    ClassificationScores scores = new ClassificationScores(List.of(0, 4, 9), PROBABILITIES, TRUTH);
    assertThat(scores.confusion()).isDeepEqualTo(new long[][] {{2, 0, 0}, {1, 1, 0}, {0, 1, 2}});
    Map<String, Double> values = scores.values(List.copyOf(KnownNames.classificationMetrics()));
    expect(values, "accuracy", 0.7142857142857143);
    expect(values, "balanced_accuracy", 0.7222222222222222);
    expect(values, "recall", 0.7222222222222222);
    expect(values, "precision", 0.7222222222222222);
    expect(values, "f1", 0.7);
    expect(values, "specificity", 0.8666666666666667);
    expect(values, "iou", 0.5555555555555555);
    expect(values, "auroc", 0.9666666666666667);
    expect(values, "mcc", 0.59375);
    expect(values, "cel", 0.6596292462366334);
    expect(values, "recall_9", 2 / 3.0);
    expect(values, "precision_4", 0.5);
    expect(values, "auroc_4", 0.9);
    // By hand: of seven subjects one, two and one are wrongly said to be of a class or not.
    expect(values, "per_label_one_hot_accuracy_0", 6 / 7.0);
    expect(values, "per_label_one_hot_accuracy_4", 5 / 7.0);
    expect(values, "per_label_one_hot_accuracy_9", 6 / 7.0);
    expect(values, "per_label_one_hot_accuracy", 17 / 21.0);
  }

  @Test
  void aClassThatNobodyHasIsLeftOutOfTheMeans() {
    double[][] said = {{.9, .1, 0}, {.2, .8, 0}, {.7, .3, 0}};
    Map<String, Double> values =
        new ClassificationScores(List.of(0, 1, 2), said, new int[] {0, 1, 1})
            .values(List.of("balanced_accuracy", "recall", "auroc"));
    expect(values, "balanced_accuracy", 0.75);
    expect(values, "auroc", 1);
    assertThat(values.get("recall_2")).isNaN();
  }

  @Test
  void scoresOfARegression() {
    double[] said = {1, 2, 4, 4, 7};
    double[] truth = {1.5, 1.5, 5, 3, 6};
    Map<String, Double> values =
        RegressionScores.values(List.copyOf(KnownNames.regressionMetrics()), said, truth);
    expect(values, "mse", 0.7);
    expect(values, "mae", 0.8);
    expect(values, "rmse", 0.8366600265340756);
    expect(values, "r2", 0.7904191616766467);
    expect(values, "pearson", 0.9194326820912585);
    expect(values, "spearman", 0.9473684210526317);
    double[] alike = {3, 3, 3, 3, 3};
    assertThat(RegressionScores.values(List.of("r2", "pearson"), said, alike).values())
        .allMatch(value -> value.isNaN());
  }

  @Test
  void severalModelsSayTheMeanOrTheMajority() {
    Outcome a = new Outcome(List.of(1, 2), List.of(0.9, 0.1));
    Outcome b = new Outcome(List.of(1, 2), List.of(0.4, 0.6));
    assertThat(Outcome.average(List.of(a, b, b)).answer()).isEqualTo(1);
    assertThat(Outcome.vote(List.of(a, b, b)).answer()).isEqualTo(2);
    Outcome numbers =
        Outcome.average(List.of(Outcome.number(1), Outcome.number(2), Outcome.number(6)));
    assertThat(numbers.answer()).isCloseTo(3, within(1e-12));
    assertThat(
            Outcome.vote(List.of(Outcome.number(1), Outcome.number(2), Outcome.number(6))).answer())
        .isEqualTo(2);
  }

  private static void expect(Map<String, Double> values, String name, double value) {
    assertThat(values.get(name)).as(name).isCloseTo(value, within(1e-12));
  }
}
