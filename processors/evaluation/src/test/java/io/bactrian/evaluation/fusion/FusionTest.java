package io.bactrian.evaluation.fusion;

import static io.bactrian.evaluation.Grids.ellipsoid;
import static io.bactrian.evaluation.Grids.empty;
import static io.bactrian.evaluation.Grids.grid;
import static io.bactrian.evaluation.Grids.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.EvaluationException;
import io.bactrian.evaluation.metrics.Metrics;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.Sample;
import io.bactrian.imaging.harmonize.Align;
import io.bactrian.imaging.harmonize.Border;
import io.bactrian.imaging.harmonize.Canonical;
import io.bactrian.imaging.harmonize.CropBorder;
import io.bactrian.imaging.harmonize.CropZeroPlanes;
import io.bactrian.imaging.harmonize.Interpolation;
import io.bactrian.imaging.harmonize.Interpolators;
import io.bactrian.imaging.harmonize.Isotropic;
import io.bactrian.imaging.harmonize.Pad;
import io.bactrian.imaging.harmonize.PadOrCrop;
import io.bactrian.imaging.harmonize.Padding;
import io.bactrian.imaging.harmonize.Resample;
import io.bactrian.imaging.harmonize.Resampling;
import io.bactrian.imaging.harmonize.Resize;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final List<Integer> CLASSES = List.of(0, 1, 4);
  private static final Geometry ROW = grid(4, 1, 1, 1, 1, 1);

  private static Image row(double... values) {
    float[] voxels = new float[values.length];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = (float) values[i];
    }
    return Image.of(voxels, ROW);
  }

  private static final List<Image> FIRST =
      List.of(row(0.75, 0.5, 0.25, 0.5), row(0.25, 0.5, 0, 0.25), row(0, 0, 0.75, 0.25));
  private static final List<Image> SECOND =
      List.of(row(0.75, 0.25, 0.5, 0), row(0.25, 0.75, 0, 0.5), row(0, 0, 0.5, 0.5));

  @Test
  void averagesThenTakesTheHighestClass() {
    LabelMap fused = ProbabilityAverage.labels(List.of(FIRST, SECOND), CLASSES, ROW, "a");
    // Means of voxel 1: 0.375, 0.625, 0; of voxel 2: 0.375, 0, 0.625.
    // Voxel 3 has 0.25, 0.375, 0.375: of equals the first class wins.
    assertThat(fused.labels()).containsExactly(0, 1, 4, 1);
    assertThat(fused.geometry()).isEqualTo(ROW);
  }

  @Test
  void theOrderOfTheModelsDoesNotMatter() {
    assertThat(ProbabilityAverage.labels(List.of(SECOND, FIRST), CLASSES, ROW, "a").labels())
        .isEqualTo(ProbabilityAverage.labels(List.of(FIRST, SECOND), CLASSES, ROW, "a").labels());
  }

  @Test
  void givesTheMeanProbabilitiesToo() {
    List<Image> means = ProbabilityAverage.probabilities(List.of(FIRST, SECOND), CLASSES, ROW, "a");
    assertThat(means).hasSize(3);
    assertThat(means.get(1).toFloats()).containsExactly(0.25f, 0.625f, 0, 0.375f);
  }

  @Test
  void returnsExactlyFromACroppedAndFlippedGridAndLeavesTheRestBackground() {
    // The processed grid: voxels 1 and 2 of the original, in reverse.
    Geometry processed =
        new Geometry(
            new int[] {2, 1, 1},
            new double[] {1, 1, 1},
            new double[] {2, 0, 0},
            new double[] {-1, 0, 0, 0, 1, 0, 0, 0, 1});
    List<Image> one =
        List.of(
            Image.of(new float[] {0.25f, 0.25f}, processed),
            Image.of(new float[] {0.75f, 0.125f}, processed),
            Image.of(new float[] {0, 0.625f}, processed));
    assertThat(ProbabilityAverage.labels(List.of(one), CLASSES, ROW, "a").labels())
        .containsExactly(0, 4, 1, 0);
    // With a model on the original grid, which decides alone on voxels 0 and 3; means of voxel 1:
    // 0.375, 0.3125, 0.3125; of voxel 2: 0.25, 0.375, 0.375.
    assertThat(ProbabilityAverage.labels(List.of(one, FIRST), CLASSES, ROW, "a").labels())
        .containsExactly(0, 0, 1, 0);
  }

  @Test
  void bringsACoarserPredictionBackWithSmallLoss() {
    Geometry fine = grid(40, 40, 40, 1, 1, 1);
    Geometry coarse =
        new Geometry(
            new int[] {26, 26, 26},
            new double[] {1.5, 1.5, 1.5},
            new double[] {0.3, 0.2, 0.4},
            new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    LabelMap truth = ellipsoid(empty(fine), 1, new int[] {19, 20, 21}, new int[] {9, 11, 7});
    Image structure = Resampling.toGeometry(truth.toImage(), coarse, Interpolation.LINEAR);
    float[] background = structure.toFloats().clone();
    for (int i = 0; i < background.length; i++) {
      background[i] = 1 - background[i];
    }
    LabelMap fused =
        ProbabilityAverage.labels(
            List.of(List.of(Image.of(background, coarse), structure)), List.of(0, 1), fine, "a");
    double dice =
        new Evaluation(List.of(0, 1), Metrics.named(List.of("dice")))
            .compare("a", truth, fused)
            .mean("dice");
    assertThat(dice).isBetween(0.95, 0.999);
  }

  /** What a model that makes no mistake predicts on changed images, back on the original grid. */
  @Test
  void everyOperationOfHarmonizationIsTakenBackExactly() {
    Geometry tilted =
        new Geometry(
            new int[] {11, 10, 9},
            new double[] {1.6, 0.8, 2.4},
            new double[] {-30, 12, 7},
            new double[] {0.6, -0.8, 0, -0.8, -0.6, 0, 0, 0, 1});
    LabelMap truth = ellipsoid(empty(tilted), 4, new int[] {5, 5, 4}, new int[] {3, 3, 2});
    Sample sample = new Sample(List.of(truth.toImage()), truth);
    List<Operation> operations =
        List.of(
            new Canonical(),
            new CropZeroPlanes(),
            new Pad(Border.of(3), Padding.CONSTANT, 0),
            new PadOrCrop(40, 40, 40),
            new CropBorder(Border.of(1, 1, 1)),
            new Resize(22, 30, 9),
            new Resample(0.8, 0.4, 0.8),
            new Isotropic(Interpolators.STANDARD),
            new Align(0, Interpolators.STANDARD));
    for (Operation first : operations) {
      for (Operation second : operations) {
        boolean cut =
            second instanceof CropBorder
                && (first instanceof CropZeroPlanes || first instanceof CropBorder);
        boolean uneven = second instanceof Resize && !(first instanceof Align);
        if (cut || uneven) {
          continue; // Takes voxels of the structure off, or changes sizes by no whole factor.
        }
        Sample changed = second.apply(first.apply(sample, "a"), "a");
        LabelMap back =
            ProbabilityAverage.labels(
                List.of(List.of(is(0, changed.label()), is(4, changed.label()))),
                List.of(0, 4),
                tilted,
                "a");
        assertThat(back.geometry()).isEqualTo(tilted);
        assertThat(back.labels()).as(first + ", " + second).containsExactly(truth.labels());
      }
    }
  }

  private static Image is(int label, LabelMap map) {
    float[] certain = new float[map.labels().length];
    for (int i = 0; i < certain.length; i++) {
      certain[i] = map.labels()[i] == label ? 1 : 0;
    }
    return Image.of(certain, map.geometry());
  }

  @Test
  void votesForTheLabelOfMost() {
    LabelMap fused =
        MajorityVote.labels(
            List.of(map(ROW, 0, 1, 4, 4), map(ROW, 0, 1, 0, 1), map(ROW, 1, 0, 4, 0)),
            CLASSES,
            ROW,
            "a");
    // The last voxel has one vote for each: the first class of the list wins.
    assertThat(fused.labels()).containsExactly(0, 1, 4, 0);
  }

  @Test
  void tiesGoToTheFirstOfTheClassList() {
    List<LabelMap> maps = List.of(map(ROW, 1, 4, 0, 0), map(ROW, 4, 1, 4, 1));
    assertThat(MajorityVote.labels(maps, CLASSES, ROW, "a").labels()).containsExactly(1, 1, 0, 0);
    assertThat(MajorityVote.labels(maps, List.of(4, 1), ROW, "a").labels())
        .containsExactly(4, 4, 0, 0);
  }

  @Test
  void votesOnTheOriginalGrid() {
    Geometry part = ROW.box(new int[] {1, 0, 0}, new int[] {2, 1, 1});
    assertThat(MajorityVote.labels(List.of(map(part, 1, 4)), CLASSES, ROW, "a").labels())
        .containsExactly(0, 1, 4, 0);
  }

  @Test
  void namesASubjectWithoutPredictions() {
    assertThatThrownBy(() -> ProbabilityAverage.labels(List.of(), CLASSES, ROW, "a"))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            There is no prediction to fuse
              where:    subject a
              expected: the probabilities of at least one model
              to mend:  let 'infer' run before 'fuse'""");
    assertThatThrownBy(() -> MajorityVote.labels(List.of(), CLASSES, ROW, "a"))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            There is no prediction to fuse
              where:    subject a
              expected: the label map of at least one model
              to mend:  let 'infer' run before 'fuse'""");
  }

  @Test
  void namesAnotherNumberOfClasses() {
    assertThatThrownBy(
            () -> ProbabilityAverage.labels(List.of(FIRST, FIRST.subList(0, 2)), CLASSES, ROW, "a"))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            A prediction has 2 volumes for 3 classes
              where:    subject a
              expected: one volume of probabilities for each of class_list [0, 1, 4]
              to mend:  fuse only models that were trained with this class_list""");
  }

  @Test
  void namesProbabilitiesThatAreNoNumbers() {
    List<Image> broken = List.of(FIRST.get(0), row(0, Double.NaN, 0, 0), FIRST.get(2));
    assertThatThrownBy(() -> ProbabilityAverage.labels(List.of(broken), CLASSES, ROW, "a"))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            The probabilities of label 1 hold NaN
              where:    subject a
              expected: numbers from 0 to 1
              to mend:  look at the learning curves: the training may have diverged; lower its\
             learning rate""");
  }

  @Test
  void namesAVoteForAnUnknownLabel() {
    assertThatThrownBy(() -> MajorityVote.labels(List.of(map(ROW, 0, 0, 2, 0)), CLASSES, ROW, "a"))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            A prediction has the label 2, which is not in class_list
              where:    subject a
              expected: labels among [0, 1, 4]
              to mend:  fuse only models that were trained with this class_list""");
  }
}
