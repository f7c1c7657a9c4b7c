package io.bactrian.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.evaluation.fusion.ProbabilityAverage;
import io.bactrian.evaluation.metrics.Metrics;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** With BraTS's: whole tumour (1, 2, 4), tumour core (1, 4), enhancing tumour (4). */
class RegionsTest {
  private static final Regions TUMOUR =
      new Regions(List.of(0, 1, 2, 4), List.of(List.of(1, 2, 4), List.of(1, 4), List.of(4)));

  @Test
  void aLabelIsToldByTheRegionsAroundIt() {
    float[][] probabilities = {
      {0.1f, 0.9f, 0.9f, 0.9f, 0.4f},
      {0.2f, 0.1f, 0.8f, 0.7f, 0.4f},
      {0.3f, 0.2f, 0.4f, 0.6f, 0.4f},
    };
    assertThat(TUMOUR.mostProbableLabels(probabilities)).containsExactly(0, 2, 1, 4, 0);
    assertThat(TUMOUR.mostProbable(probabilities)).containsExactly(0, 2, 1, 3, 0);
  }

  /**
   * The core alone is said, 0.9, and not the tumour that it must lie in, 0.3: label 1 has odds 9 *
   * 3/7 = 3.9 against 1 of the background. At 0.6 it has 1.5 * 3/7 = 0.64.
   */
  @Test
  void regionsThatContradictEachOtherAreWeighed() {
    float[][] probabilities = {{0.3f, 0.3f}, {0.9f, 0.6f}, {0.1f, 0.1f}};
    assertThat(TUMOUR.mostProbableLabels(probabilities)).containsExactly(1, 0);
  }

  @Test
  void certaintyIsNoProblem() {
    float[][] probabilities = {{1, 1, 1}, {0, 1, 1}, {0, 0, 1}};
    assertThat(TUMOUR.mostProbableLabels(probabilities)).containsExactly(2, 1, 4);
  }

  @Test
  void exclusiveClassesAreTheLargest() {
    Regions exclusive = Regions.exclusive(List.of(0, 5, 7));
    float[][] probabilities = {{0.2f, 0.4f}, {0.5f, 0.4f}, {0.3f, 0.2f}};
    assertThat(exclusive.mostProbableLabels(probabilities)).containsExactly(5, 0);
    assertThat(exclusive.isExclusive()).isTrue();
    assertThat(TUMOUR.isExclusive()).isFalse();
  }

  /** The rule by odds is the largest probability when each label is one class. */
  @Test
  void bothRulesAgreeWhereBothHold() {
    Regions exclusive = Regions.exclusive(List.of(0, 5, 7));
    // Labels in another order than the classes take the general way.
    Regions shuffled = new Regions(List.of(7, 0, 5), List.of(List.of(0), List.of(5), List.of(7)));
    SplittableRandom random = new SplittableRandom(1);
    float[][] probabilities = new float[3][1000];
    for (int voxel = 0; voxel < 1000; voxel++) {
      double sum = 0;
      for (float[] ofClass : probabilities) {
        ofClass[voxel] = random.nextFloat();
        sum += ofClass[voxel];
      }
      for (float[] ofClass : probabilities) {
        ofClass[voxel] /= (float) sum;
      }
    }
    int[] expected = exclusive.mostProbableLabels(probabilities);
    assertThat(shuffled.isExclusive()).isFalse();
    assertThat(shuffled.mostProbableLabels(probabilities)).isEqualTo(expected);
  }

  @Test
  void oneClassAloneBeginsAtOneHalf() {
    Regions one = new Regions(List.of(0, 7), List.of(List.of(7)));
    float[][] probabilities = {{0.2f, 0.49f, 0.51f}};
    assertThat(one.mostProbableLabels(probabilities)).containsExactly(0, 0, 7);
  }

  @Test
  void modelsAreAveragedClassByClass() {
    Geometry row = Geometry.ofSize(2, 1, 1);
    List<Image> first = List.of(of(row, 0.9f, 0.2f), of(row, 0.9f, 0.1f), of(row, 0.6f, 0.1f));
    List<Image> second = List.of(of(row, 0.8f, 0.9f), of(row, 0.7f, 0.2f), of(row, 0.1f, 0.1f));
    LabelMap labels = ProbabilityAverage.labels(List.of(first, second), TUMOUR, row, "s1");
    assertThat(labels.labels()).containsExactly(1, 2);
    List<Image> undefined =
        List.of(of(row, 0.9f, 0.2f), of(row, 0.9f, Float.NaN), of(row, 0.6f, 0.1f));
    assertThatThrownBy(() -> ProbabilityAverage.labels(List.of(undefined), TUMOUR, row, "s1"))
        .hasMessageContaining("The probabilities of class [1, 4] hold NaN")
        .hasMessageContaining("subject s1");
  }

  private static Image of(Geometry geometry, float... values) {
    return Image.of(values, geometry);
  }

  /** Truth 0 2 1 4 4 against 0 2 2 4 1: the whole tumour is right, of the core 2 of 3, ... */
  @Test
  void scoresAreThoseOfTheRegions() {
    Geometry row = Geometry.ofSize(5, 1, 1);
    LabelMap truth = new LabelMap(new int[] {0, 2, 1, 4, 4}, row);
    LabelMap said = new LabelMap(new int[] {0, 2, 2, 4, 1}, row);
    Evaluation evaluation =
        new Evaluation(List.of(1, 2, 3), Metrics.named(List.of("dice")), TUMOUR);
    Scores.OfSubject scores = evaluation.compare("s1", truth, said);
    assertThat(scores.value(1, "dice")).isEqualTo(1);
    assertThat(scores.value(2, "dice")).isEqualTo(2.0 * 2 / (3 + 2));
    assertThat(scores.value(3, "dice")).isEqualTo(2.0 * 1 / (2 + 1));
    LabelMap foreign = new LabelMap(new int[] {0, 2, 3, 4, 1}, row);
    assertThatThrownBy(() -> evaluation.compare("s1", truth, foreign))
        .hasMessageContaining("The prediction has the label 3, which is not in class_list")
        .hasMessageContaining("labels among [0, 1, 2, 4]");
  }
}
