package io.bactrian.evaluation;

import static io.bactrian.evaluation.Grids.empty;
import static io.bactrian.evaluation.Grids.grid;
import static io.bactrian.evaluation.Grids.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.evaluation.metrics.Metrics;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.LabelMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
  private static final Geometry ROW = grid(6, 1, 1, 1, 1, 1);

  private final Evaluation evaluation =
      new Evaluation(List.of(0, 1, 4), Metrics.named(List.of("dice", "hd95")));

  /** Subject a: class 1 at 2/3, class 4 perfect. Subject b: class 1 perfect, class 4 missed. */
  private Scores scores() {
    return evaluation.collect(
        List.of(
            evaluation.compare("a", map(ROW, 1, 1, 0, 4, 0, 0), map(ROW, 1, 0, 0, 4, 0, 0)),
            evaluation.compare(
                "b, \"B\"", map(ROW, 1, 0, 0, 4, 0, 0), map(ROW, 1, 0, 0, 0, 0, 0))));
  }

  @Test
  void scoresEverySubjectClassAndMetric() {
    Scores scores = scores();
    Scores.OfSubject a = scores.subject("a").orElseThrow();
    assertThat(a.value(1, "dice")).isEqualTo(2.0 / 3);
    assertThat(a.value(4, "dice")).isEqualTo(1);
    assertThat(a.mean("dice")).isCloseTo(5.0 / 6, within(1e-12));
    assertThat(a.value(1, "hd95")).isCloseTo(0.9, within(1e-6));
    assertThat(a.value(0, "dice")).isNaN();
    assertThat(a.value(1, "nsd")).isNaN();
    assertThat(scores.subject("nobody")).isEmpty();
    assertThat(scores.foreground()).containsExactly(1, 4);
  }

  @Test
  void summariesLeaveOutWhatIsUndefined() {
    Scores scores = scores();
    Summary dice = scores.summary(1, "dice");
    assertThat(dice.n()).isEqualTo(2);
    assertThat(dice.mean()).isCloseTo((2.0 / 3 + 1) / 2, within(1e-12));
    // Two values a third apart: the sample deviation is a third over the root of 2.
    assertThat(dice.std()).isCloseTo(1.0 / 3 / Math.sqrt(2), within(1e-12));
    assertThat(dice.median()).isCloseTo(dice.mean(), within(1e-12));
    assertThat(scores.summary(4, "hd95").n()).isEqualTo(1);
    assertThat(scores.summary(4, "hd95").mean()).isZero();
    assertThat(scores.summary(4, "hd95").std()).isNaN();
    assertThat(scores.summary("dice").mean()).isCloseTo((5.0 / 6 + 0.5) / 2, within(1e-12));
    assertThat(Summary.of(List.of(Double.NaN)).n()).isZero();
    assertThat(Summary.of(List.of()).mean()).isNaN();
    // Deviations of -2, -1 and 3: the sample variance is 14 / 2.
    assertThat(Summary.of(List.of(6.0, 1.0, 2.0)))
        .isEqualTo(new Summary(3, 3, Math.sqrt(7), 2, 1, 6));
  }

  @Test
  void scoresSurviveJson() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    Scores scores = scores();
    String json = mapper.writeValueAsString(scores);
    assertThat(mapper.readValue(json, Scores.class)).isEqualTo(scores);
    assertThat(json).doesNotContain("foreground");
  }

  @Test
  void writesARowASubjectAndClass(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("scores.csv");
    ScoresWriter.writeCsv(file, scores());
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            SubjectID,Class,dice,hd95
            a,1,0.6666666666666666,0.8999999999999999
            a,4,1.0,0.0
            "b, ""B""\",1,1.0,0.0
            "b, ""B""\",4,0.0,
            """);
  }

  @Test
  void writesGandlfsStructureWithMeans(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("scores.json");
    ScoresWriter.writeJson(file, scores());
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    // Labels 1 and 4 are the classes 1 and 2 of the list.
    assertThat(root.at("/a/1/dice").doubleValue()).isEqualTo(2.0 / 3);
    assertThat(root.at("/a/2/hd95").doubleValue()).isZero();
    assertThat(root.at("/a/mean/dice").doubleValue()).isCloseTo(5.0 / 6, within(1e-12));
    assertThat(root.at("/b, \"B\"/2/hd95").isNull()).isTrue();
    assertThat(root.at("/summary/2/label").intValue()).isEqualTo(4);
    assertThat(root.at("/summary/2/dice/n").intValue()).isEqualTo(2);
    assertThat(root.at("/summary/2/dice/mean").doubleValue()).isEqualTo(0.5);
    assertThat(root.at("/summary/2/hd95/std").isNull()).isTrue();
    assertThat(root.at("/summary/mean/dice/mean").doubleValue())
        .isCloseTo((5.0 / 6 + 0.5) / 2, within(1e-12));
  }

  @Test
  void aSubjectCannotTakeThePlaceOfTheSummary(@TempDir Path folder) {
    Scores scores =
        evaluation.collect(List.of(evaluation.compare("summary", empty(ROW), empty(ROW))));
    Path file = folder.resolve("scores.json");
    assertThatThrownBy(() -> ScoresWriter.writeJson(file, scores))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            A subject is called 'summary', as is the entry for the means
              where:    %s
              expected: any other subject id
              to mend:  rename the subject, or write the scores as CSV"""
                .formatted(file));
    assertThat(file).doesNotExist();
  }

  @Test
  void namesSubjectAndDifferenceOfGrids() {
    Geometry moved =
        new Geometry(
            new int[] {6, 1, 1},
            new double[] {1, 1, 1.5},
            new double[] {0, -2.25, 0},
            new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    assertThatThrownBy(() -> evaluation.compare("a", empty(ROW), empty(moved)))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            Target and prediction lie on different grids
              where:    subject a: spacing (1, 1, 1) of the target, (1, 1, 1.5) of the prediction;\
             origin (0, 0, 0) of the target, (0, -2.25, 0) of the prediction
              expected: the same size, spacing, origin and direction (within a hundredth of a voxel)
              to mend:  bring the prediction onto the grid of the target: 'fuse' does so, as does\
             'harmonize:resample' with nearest-neighbour interpolation""");
    assertThatThrownBy(() -> evaluation.compare("a", empty(ROW), empty(grid(5, 1, 1, 1, 1, 1))))
        .hasMessageContaining(
            "subject a: size (6, 1, 1) of the target, (5, 1, 1) of the prediction");
  }

  @Test
  void acceptsTheRoundingOfHeaders() {
    Geometry rounded = grid(6, 1, 1, 1.0000001, 1, 1);
    assertThat(evaluation.compare("a", empty(ROW), empty(rounded)).mean("dice")).isEqualTo(1);
  }

  @Test
  void namesALabelOutsideTheClassList() {
    LabelMap stray = map(ROW, 0, 0, 3, 0, 0, 0);
    assertThatThrownBy(() -> evaluation.compare("a", stray, empty(ROW)))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            The target has the label 3, which is not in class_list
              where:    subject a
              expected: labels among [0, 1, 4]
              to mend:  add the label to class_list, or map it to one of these in the file""");
    assertThatThrownBy(() -> evaluation.compare("a", empty(ROW), stray))
        .hasMessageContaining("The prediction has the label 3");
  }

  @Test
  void wantsAClassToEvaluate() {
    assertThatThrownBy(() -> new Evaluation(List.of(0), Metrics.all()))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            There is no class to evaluate
              where:    class_list [0]
              expected: at least one label besides background (0)
              to mend:  name the labels of the structures in class_list""");
  }
}
