package io.bactrian.evaluation.metrics;

import static io.bactrian.evaluation.Grids.box;
import static io.bactrian.evaluation.Grids.ellipsoid;
import static io.bactrian.evaluation.Grids.empty;
import static io.bactrian.evaluation.Grids.grid;
import static io.bactrian.evaluation.Grids.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.evaluation.EvaluationException;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.LabelMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Geometry ROW = grid(10, 1, 1, 2, 5, 10);

  /** Target voxels 2 to 5, predicted voxels 3 to 8, of ten. */
  private static final Comparison BY_HAND =
      new Comparison(
          map(ROW, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0), map(ROW, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0), 1);

  @Test
  void overlapsByHand() {
    assertThat(new Dice().of(BY_HAND)).isEqualTo(2.0 * 3 / (4 + 6));
    assertThat(new Jaccard().of(BY_HAND)).isEqualTo(3.0 / 7);
    assertThat(new Sensitivity().of(BY_HAND)).isEqualTo(3.0 / 4);
    assertThat(new Precision().of(BY_HAND)).isEqualTo(3.0 / 6);
    assertThat(new Specificity().of(BY_HAND)).isEqualTo(3.0 / 6);
    // 3 of 4 found, 3 of 6 others left alone.
    assertThat(new Accuracy().of(BY_HAND)).isEqualTo(6.0 / 10);
    assertThat(new BalancedAccuracy().of(BY_HAND)).isEqualTo((3.0 / 4 + 3.0 / 6) / 2);
    assertThat(new TargetVolume().of(BY_HAND)).isCloseTo(4 * 0.1, within(1e-12));
    assertThat(new PredictedVolume().of(BY_HAND)).isCloseTo(6 * 0.1, within(1e-12));
  }

  /**
   * In a flat image one voxel high every voxel is surface: the target's voxel 2 is one voxel from
   * the prediction, the prediction's 6, 7 and 8 are 1, 2 and 3 voxels from the target; all others
   * are 0. A voxel is 2 mm long.
   */
  @Test
  void distancesByHand() {
    assertThat(new HausdorffDistance(100).of(BY_HAND)).isEqualTo(6);
    assertThat(new AverageSymmetricSurfaceDistance().of(BY_HAND))
        .isCloseTo((2 + 2 + 4 + 6) / 10.0, within(1e-9));
    // Sorted: 0 0 0 0 0 0 2 2 4 6. Rank 0.95 * 9 = 8.55, between 4 and 6.
    assertThat(new HausdorffDistance(95).of(BY_HAND)).isCloseTo(4 + 0.55 * 2, within(1e-6));
    // Within 2 mm: all 4 of the target, 4 of the 6 predicted.
    assertThat(new NormalizedSurfaceDice().of(BY_HAND)).isCloseTo((1 + 4.0 / 6) / 2, within(1e-12));
  }

  @Test
  void theInsideOfASolidStructureIsNoSurface() {
    Geometry geometry = grid(7, 7, 7, 1, 1, 1);
    LabelMap shell = box(empty(geometry), 1, new int[] {1, 1, 1}, new int[] {5, 5, 5});
    LabelMap centre = box(empty(geometry), 1, new int[] {3, 3, 3}, new int[] {1, 1, 1});
    SurfaceDistances distances = new Comparison(shell, centre, 1).surfaceDistances();
    assertThat(distances.fromTarget()).hasSize(125 - 27);
    assertThat(distances.fromPrediction()).containsExactly(2);
  }

  @Test
  void aStructureThatFillsTheImageHasItsSurfaceAtTheEdge() {
    Geometry geometry = grid(3, 3, 3, 1, 1, 1);
    LabelMap full = box(empty(geometry), 1, new int[3], new int[] {3, 3, 3});
    SurfaceDistances distances = new Comparison(full, full, 1).surfaceDistances();
    assertThat(distances.fromTarget()).hasSize(26).containsOnly(0);
  }

  @Test
  void otherLabelsCountAsOutside() {
    Geometry geometry = grid(4, 1, 1, 1, 1, 1);
    Comparison second = new Comparison(map(geometry, 1, 2, 2, 0), map(geometry, 2, 2, 1, 1), 2);
    assertThat(new Dice().of(second)).isEqualTo(0.5);
    assertThat(new HausdorffDistance(100).of(second)).isEqualTo(1);
  }

  @Test
  void bothEmptyIsFullAgreement() {
    LabelMap empty = empty(ROW);
    Comparison comparison = new Comparison(empty, empty, 1);
    for (String ratio :
        List.of("dice", "jaccard", "sensitivity", "specificity", "precision", "nsd")) {
      assertThat(Metrics.named(ratio).of(comparison)).as(ratio).isEqualTo(1);
    }
    for (String amount : List.of("hd95", "hd100", "assd", "target_ml", "predicted_ml")) {
      assertThat(Metrics.named(amount).of(comparison)).as(amount).isZero();
    }
  }

  @Test
  void aStructureThatWasNotFoundHasNoDistance() {
    LabelMap found = map(ROW, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0);
    Comparison missed = new Comparison(found, empty(ROW), 1);
    for (String zero : List.of("dice", "jaccard", "sensitivity", "nsd")) {
      assertThat(Metrics.named(zero).of(missed)).as(zero).isZero();
    }
    for (String undefined : List.of("precision", "hd95", "hd100", "assd")) {
      assertThat(Metrics.named(undefined).of(missed)).as(undefined).isNaN();
    }
  }

  @Test
  void aStructureThatIsNotThereCannotBeFound() {
    LabelMap found = map(ROW, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0);
    Comparison invented = new Comparison(empty(ROW), found, 1);
    for (String zero : List.of("dice", "jaccard", "precision", "nsd")) {
      assertThat(Metrics.named(zero).of(invented)).as(zero).isZero();
    }
    for (String undefined : List.of("sensitivity", "hd95", "hd100", "assd")) {
      assertThat(Metrics.named(undefined).of(invented)).as(undefined).isNaN();
    }
    assertThat(Metrics.named("specificity").of(invented)).isEqualTo(0.8);
  }

  @Test
  void specificityIsUndefinedWhereTheTargetFillsTheImage() {
    LabelMap full = map(grid(2, 1, 1, 1, 1, 1), 1, 1);
    assertThat(new Specificity().of(new Comparison(full, full, 1))).isNaN();
  }

  /**
   * References of the next three tests: numpy 2.4 for the overlaps; surfaces as {@code mask ^
   * scipy.ndimage.binary_erosion(mask, generate_binary_structure(ndim, 1))}, distances by {@code
   * scipy.spatial.cKDTree} over their voxel centres in mm, {@code numpy.percentile} of both
   * directions pooled.
   */
  @Test
  void agreesWithScipyOnUnequalSpacing() {
    LabelMap empty = empty(grid(40, 50, 30, 0.9, 1.1, 2.5));
    LabelMap target = ellipsoid(empty, 1, new int[] {18, 24, 14}, new int[] {12, 17, 9});
    LabelMap near = ellipsoid(empty, 1, new int[] {21, 25, 16}, new int[] {13, 14, 10});
    LabelMap prediction = ellipsoid(near, 1, new int[] {5, 44, 4}, new int[] {3, 3, 3});
    Comparison comparison = new Comparison(target, prediction, 1);
    assertThat(comparison.surfaceDistances().fromTarget()).hasSize(1590);
    assertThat(comparison.surfaceDistances().fromPrediction()).hasSize(1612);
    assertValues(
        comparison,
        Map.ofEntries(
            Map.entry("dice", 0.727994274933316),
            Map.entry("jaccard", 0.5723199672667758),
            Map.entry("sensitivity", 0.732617519968574),
            Map.entry("specificity", 0.9591505452323206),
            Map.entry("precision", 0.7234290147401086),
            Map.entry("hd95", 6.726812023536855),
            Map.entry("hd100", 21.01761166260334),
            Map.entry("assd", 3.163550676432693),
            Map.entry("nsd", 0.1754506297111288),
            Map.entry("target_ml", 18.901575),
            Map.entry("predicted_ml", 19.14165)));
  }

  @Test
  void agreesWithScipyAtTheEdgeOfTheImage() {
    LabelMap empty = empty(grid(40, 50, 30, 1, 1, 1));
    LabelMap target = ellipsoid(empty, 3, new int[] {0, 24, 29}, new int[] {12, 17, 9});
    LabelMap prediction = ellipsoid(empty, 3, new int[] {2, 25, 27}, new int[] {13, 14, 10});
    Comparison comparison = new Comparison(target, prediction, 3);
    assertThat(comparison.surfaceDistances().fromTarget()).hasSize(915);
    assertThat(comparison.surfaceDistances().fromPrediction()).hasSize(1085);
    assertValues(
        comparison,
        Map.of(
            "dice", 0.7397708674304418,
            "specificity", 0.9780465019721819,
            "hd95", 3.605551275463989,
            "hd100", 4.898979485566356,
            "assd", 1.106563490934554,
            "nsd", 0.6345848757271285));
  }

  @Test
  void agreesWithScipyInTwoDimensions() {
    LabelMap empty = empty(grid(70, 60, 1, 0.7, 0.5, 5.0));
    LabelMap target = ellipsoid(empty, 1, new int[] {30, 28, 0}, new int[] {20, 13, 1});
    LabelMap prediction = ellipsoid(empty, 1, new int[] {33, 30, 0}, new int[] {18, 15, 1});
    Comparison comparison = new Comparison(target, prediction, 1);
    assertThat(comparison.surfaceDistances().fromTarget()).hasSize(92);
    assertThat(comparison.surfaceDistances().fromPrediction()).hasSize(92);
    assertValues(
        comparison,
        Map.of(
            "dice", 0.8566221142162819,
            "hd95", 2.962231687044146,
            "hd100", 3.640054944640259,
            "assd", 1.2466462365330575,
            "nsd", 0.5108695652173914,
            "target_ml", 1.41225));
  }

  private static void assertValues(Comparison comparison, Map<String, Double> expected) {
    expected.forEach(
        (name, value) ->
            assertThat(Metrics.named(name).of(comparison))
                .as(name)
                .isCloseTo(value, within(1e-6 * value)));
  }

  @Test
  void knowsGandlfsNames() {
    assertThat(Metrics.named(List.of("dice_per_label", "dice", "specificity_segmentation", "hd95")))
        .extracting(Metric::name)
        .containsExactly("dice", "specificity", "hd95");
    assertThat(Metrics.all()).extracting(Metric::title).doesNotHaveDuplicates().hasSize(13);
    assertThat(Metrics.names()).hasSize(13);
  }

  @Test
  void namesTheMetricsThereAre() {
    assertThatThrownBy(() -> Metrics.named("dise"))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            There is no metric 'dise'
              where:    metrics
              expected: some of dice, jaccard, sensitivity, specificity, precision, accuracy,\
             balanced_accuracy, hd95, hd100, assd, nsd, target_ml, predicted_ml
              to mend:  correct or remove the name""");
  }

  @Test
  void refusesWhatOnlyAProgrammerCanDo() {
    assertThatThrownBy(() -> new HausdorffDistance(0)).hasMessage("Percentile not in 1..100: 0");
    assertThatThrownBy(() -> new Comparison(empty(ROW), empty(grid(2, 1, 1, 1, 1, 1)), 1))
        .hasMessage("Target of 10 and prediction of 2");
    Comparison nothing = new Comparison(empty(ROW), empty(ROW), 1);
    assertThatThrownBy(nothing::surfaceDistances)
        .hasMessage("Surface distances of an empty structure: 1");
  }
}
