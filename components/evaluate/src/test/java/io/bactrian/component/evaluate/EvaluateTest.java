package io.bactrian.component.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.evaluation.EvaluationException;
import io.bactrian.evaluation.Scores;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {
  private static final String COMPARE = "evaluate:segmentation?classes=0,1&metrics=dice,hd95";
  private static final String COLLECT = "evaluate:collect?classes=0,1&metrics=dice,hd95";
  private static final Geometry GRID = Geometry.ofSize(4, 2, 2);

  @TempDir Path folder;

  private String compare() {
    return COMPARE + "&work=" + folder.resolve("work");
  }

  private CamelContext camel;
  private ProducerTemplate template;

  @BeforeEach
  void start() {
    camel = new DefaultCamelContext();
    camel.start();
    template = camel.createProducerTemplate();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private String labels(String name, int... first) {
    int[] labels = new int[16];
    System.arraycopy(first, 0, labels, 0, first.length);
    Path file = folder.resolve(name + ".nii.gz");
    ImageWriter.write(file, new LabelMap(labels, GRID));
    return file.toString();
  }

  private Prediction prediction(String id, int... labels) {
    Path image = folder.resolve(id + "_image.nii.gz");
    ImageWriter.write(image, Image.of(new float[16], GRID));
    String target = labels(id + "_target", 1, 1, 0, 0);
    Subject subject =
        new Subject(id, Map.of("Channel_0", image.toString()), target, null, Map.of(), null);
    return new Prediction(subject, List.of("m"), null, labels(id + "_predicted", labels));
  }

  @Test
  void comparesAPredictionWithTheTruth() {
    Assessment assessment =
        template.requestBody(compare(), prediction("a", 1, 0, 0, 0), Assessment.class);
    assertThat(assessment.scores().value(1, "dice")).isEqualTo(2.0 / 3);
    assertThat(assessment.metrics()).containsExactly("dice", "hd95");
    assertThat(assessment.alone().summary("dice").mean()).isEqualTo(2.0 / 3);
  }

  @Test
  void anAssessmentTravelsAsJson() {
    Object assessment = template.requestBody(compare(), prediction("a", 0, 0, 0, 0));
    String json = camel.getTypeConverter().convertTo(String.class, assessment);
    assertThat(camel.getTypeConverter().convertTo(Assessment.class, json)).isEqualTo(assessment);
    assertThat(json).contains("\"hd95\":\"NaN\"").doesNotContain("alone");
  }

  @Test
  void collectsScoresOfThoseThatCameThrough() throws Exception {
    Path json = folder.resolve("out/scores.json");
    Scores scores = template.requestBody(COLLECT + "&output=" + json, gathered(), Scores.class);
    assertThat(scores.subjects()).extracting(Scores.OfSubject::subject).containsExactly("a", "b");
    assertThat(Files.readString(folder.resolve("out/scores.csv")))
        .startsWith("SubjectID,Class,dice,hd95\na,1,0.6666666666666666,");
    assertThat(json).content().contains("\"summary\"");
  }

  @Test
  void scoresOfAReplayJoinThoseOfTheEarlierRun() throws Exception {
    Path json = folder.resolve("out/scores.json");
    Path report = folder.resolve("out/report.html");
    String uri = COLLECT + "&output=" + json + "&report=" + report;
    template.requestBody(uri, gathered());
    // b again, and c, which had failed.
    List<Object> mended =
        List.of(
            template.requestBody(compare(), prediction("b", 1, 0, 0, 0)),
            template.requestBody(compare(), prediction("c", 0, 0, 0, 0)));
    Scores all = template.requestBody(uri + "&only=failed.csv", mended, Scores.class);
    assertThat(all.subjects()).extracting(Scores.OfSubject::subject).containsExactly("a", "b", "c");
    assertThat(all.subject("a").orElseThrow().value(1, "dice")).isEqualTo(2.0 / 3);
    assertThat(all.subject("b").orElseThrow().value(1, "dice")).isEqualTo(2.0 / 3);
    assertThat(all.summary("dice").mean()).isCloseTo(4.0 / 9, within(1e-12));
    assertThat(all.subject("c").orElseThrow().value(1, "hd95")).isNaN();
    assertThat(report).content().contains("Evaluated on 3 subjects");
    Scores again =
        template.requestBody(uri + "&only=failed.csv", mended.subList(0, 1), Scores.class);
    assertThat(again.subjects()).hasSize(3);
    assertThat(again.subject("c").orElseThrow().value(1, "hd95")).isNaN();
    assertThat(folder.resolve("out/scores.csv")).content().hasLineCount(4);
  }

  @Test
  void scoresOfAReplayThatAreOfOtherMetricsAreRefused() {
    Path json = folder.resolve("scores.json");
    template.requestBody(COLLECT + "&output=" + json, gathered());
    assertThatThrownBy(
            () ->
                template.requestBody(
                    "evaluate:collect?classes=0,1&metrics=dice&only=failed.csv&output=" + json,
                    gathered()))
        .rootCause()
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("The scores of the earlier run are of other classes or metrics")
        .hasMessageContaining("the foreground classes [1], each with [dice]");
  }

  private List<Object> gathered() {
    return List.of(
        template.requestBody(compare(), prediction("a", 1, 0, 0, 0)),
        new SubjectFailure("c", "infer:config", "broken"),
        template.requestBody(compare(), prediction("b", 1, 1, 0, 0)));
  }

  @Test
  void writesAReport() throws Exception {
    Path model = folder.resolve("model/best");
    Files.createDirectories(model);
    Files.writeString(
        model.resolveSibling("curves.csv"),
        "epoch,training_loss,validation_loss,dice_1\n1,0.9,0.8,0.4\n2,0.5,0.6,0.7\n");
    Files.writeString(
        model.resolve("model.json"),
        """
        {"epoch": 2, "fold": {"testing": 0, "testing_folds": 5, "validation": 1,
         "validation_folds": 4, "training_subjects": 12, "validation_subjects": 4,
         "testing_subjects": 5}}""");
    Path failed = folder.resolve("failed.csv");
    Files.writeString(failed, "SubjectID,Step,Reason\nc,infer:config,\"broken, it seems\"\n");
    Path report = folder.resolve("report.html");
    template.requestBody(
        COLLECT + "&report=" + report + "&title=Two boxes&model=" + model + "&failed=" + failed,
        gathered());
    assertThat(Files.readString(report))
        .contains("<h1>Two boxes</h1>", "Evaluated on 2 subjects")
        .contains("Best: b, mean Dice 1.000", "Worst: a, mean Dice 0.667")
        .contains("<dd>testing 1 of 5, validation 2 of 4</dd>")
        .contains("<dd>12 training, 4 validation, 5 testing</dd>")
        .contains("Learning curves: Loss", "Learning curves: Dice of validation")
        .contains("<td>infer:config</td><td class=\"reason\">broken, it seems</td>");
  }

  @Test
  void reportsWithoutCurvesAndFailures() throws Exception {
    Path report = folder.resolve("report.html");
    String uri =
        COLLECT + "&report=" + report + "&model=" + folder + "/absent&failed=" + folder + "/no.csv";
    template.requestBody(uri, gathered().subList(0, 1));
    assertThat(Files.readString(report))
        .contains("<h1>Segmentation</h1>", "Evaluated on 1 subject</p>")
        .doesNotContain("<h2>Failed subjects</h2>", "Learning curves");
  }

  @Test
  void writesNothingWhenNobodyCameThrough() {
    Path out = folder.resolve("out");
    String files = "&output=" + out + "/scores.json&report=" + out + "/report.html";
    Scores scores = template.requestBody(COLLECT + files, List.of(), Scores.class);
    assertThat(scores.subjects()).isEmpty();
    assertThat(out).doesNotExist();
  }

  @Test
  void namesASubjectWithoutTruth() {
    Subject subject = new Subject("a", Map.of(), null, null, Map.of(), null);
    assertThatThrownBy(
            () ->
                template.requestBody(compare(), new Prediction(subject, List.of(), null, "x.nii")))
        .isInstanceOf(CamelExecutionException.class)
        .cause()
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            """
            There is no label
              where:    subject a
              expected: a subject with a label, and a prediction that was fused
              to mend:  add the label to the table; in a route, put fuse before evaluate""");
  }
}
