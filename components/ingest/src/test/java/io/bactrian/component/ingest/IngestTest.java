package io.bactrian.component.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Outcome;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.step.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
  @TempDir Path folder;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final List<SubjectFailure> failures = Collections.synchronizedList(new ArrayList<>());
  private final BlockingQueue<Optional<Throwable>> endings = new LinkedBlockingQueue<>();
  private final List<Object> bodies = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void listen() throws IOException {
    Files.writeString(folder.resolve("a.nii"), "");
    camel
        .getRegistry()
        .bind(
            "progress",
            new Progress() {
              @Override
              public void failed(SubjectFailure failure) {
                failures.add(failure);
              }

              @Override
              public void finished(String step, Throwable failure) {
                endings.add(Optional.ofNullable(failure));
              }
            });
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private Optional<Throwable> run(String uri) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(uri).process(exchange -> bodies.add(exchange.getMessage().getBody()));
          }
        });
    camel.start();
    return endings.poll(20, TimeUnit.SECONDS);
  }

  private Path table(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  @Test
  void startsARouteWithOneCohortAndTellsWhenItIsThrough() throws Exception {
    Path table = table("SubjectID,Channel_0\none,a.nii\ntwo,a.nii\n");
    assertThat(run("ingest:csv?file=" + table)).isEmpty();
    assertThat(bodies).singleElement().isInstanceOf(Cohort.class);
    assertThat(((Cohort) bodies.get(0)).subjects()).hasSize(2);
  }

  @Test
  void listsSubjectsThatCannotBeUsedWhereAskedTo() throws Exception {
    Path table = table("SubjectID,Channel_0\none,a.nii\ntwo,gone.nii\n");
    Path failed = folder.resolve("failed.csv");
    assertThat(run("ingest:csv?file=" + table + "&failed=" + failed)).isEmpty();
    assertThat(((Cohort) bodies.get(0)).subjects()).hasSize(1);
    assertThat(failures).singleElement().extracting(SubjectFailure::subject).isEqualTo("two");
    assertThat(Files.readAllLines(failed)).hasSize(2);
    assertThat(Files.readAllLines(failed).get(0)).isEqualTo("SubjectID,Step,Reason");
  }

  /** The list of failures lies below a file: an I/O error that passes when that is gone. */
  private String withBlockedList(String options) throws IOException {
    Path table = table("SubjectID,Channel_0\none,a.nii\ntwo,gone.nii\n");
    Files.writeString(folder.resolve("blocked"), "");
    return "ingest:csv?" + options + "&file=" + table + "&failed=" + folder + "/blocked/failed.csv";
  }

  @Test
  void aFailureOfTheDiskThatPassesIsTriedAgain() throws Exception {
    CompletableFuture<Boolean> freed =
        CompletableFuture.supplyAsync(
            () -> folder.resolve("blocked").toFile().delete(),
            CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
    assertThat(run(withBlockedList("attempts=9&backoff=100"))).isEmpty();
    assertThat(freed).isCompletedWithValue(true);
    assertThat(((Cohort) bodies.get(0)).subjects()).hasSize(1);
    assertThat(folder.resolve("blocked/failed.csv")).content().hasLineCount(2);
  }

  @Test
  void attemptsAreCounted() throws Exception {
    assertThat(run(withBlockedList("attempts=2&backoff=10")).orElseThrow())
        .hasMessageContaining("Cannot write ");
    assertThat(bodies).isEmpty();
  }

  @Test
  void aTableThatCannotBeUsedEndsTheRoute() throws Exception {
    Path table = table("Name,Channel_0\none,a.nii\n");
    assertThat(run("ingest:csv?file=" + table).orElseThrow()).hasMessageContaining("SubjectID");
    assertThat(bodies).isEmpty();
  }

  @Test
  void readsPredictionsWithTheirTargets() throws Exception {
    Path table = table("SubjectID,Target,Prediction\none,a.nii,b.nii\n");
    assertThat(run("ingest:predictions?file=" + table)).isEmpty();
    Prediction prediction = (Prediction) ((List<?>) bodies.get(0)).get(0);
    assertThat(prediction.subject().label()).isEqualTo(folder.resolve("a.nii").toString());
    assertThat(prediction.labelMap()).isEqualTo(folder.resolve("b.nii").toString());
  }

  private String with(String problem, String classes, String options) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            "problem_type: "
                + problem
                + "\npatch_size: [16, 16, 16]\n"
                + "model: {architecture: unet"
                + classes
                + "}\n");
    return "?config=" + config + options + "&file=" + folder.resolve("table.csv");
  }

  private String trained(String problem, String classes) throws IOException {
    String failed = "&failed=" + folder.resolve("failed.csv");
    return "ingest:csv" + with(problem, classes, "&purpose=training" + failed);
  }

  private static final String CLASSES = ", class_list: [1, 2]";

  @Test
  void whatCannotBeTrainedOnShowsBeforeImagesAreRead() throws Exception {
    table("SubjectID,Channel_0\none,a.nii\n");
    assertThat(run(trained("classification", CLASSES)).orElseThrow())
        .hasMessage(
            """
            Subject one has no value to predict
              where:    %s/table.csv
              expected: a column ValueToPredict with a number for every subject
              to mend:  fill in the column, or remove the subject"""
                .formatted(folder));
    assertThat(bodies).isEmpty();
  }

  @Test
  void aSegmentationNeedsLabelMaps() throws Exception {
    table("SubjectID,Channel_0,ValueToPredict\none,a.nii,1\n");
    assertThat(run(trained("segmentation", CLASSES)).orElseThrow())
        .hasMessage(
            """
            Subject one has no label map
              where:    %s/table.csv
              expected: a column Label (or Mask, Segmentation) with a file for every subject
              to mend:  Add the column, or leave the subject out"""
                .formatted(folder));
  }

  @Test
  void aClassThatTheConfigurationLacksEndsTheRoute() throws Exception {
    table("SubjectID,Channel_0,ValueToPredict\none,a.nii,1\ntwo,a.nii,3\n");
    assertThat(run(trained("classification", CLASSES)).orElseThrow())
        .hasMessage(
            """
            The class of subject two is not in class_list: 3
              where:    %s/table.csv, column ValueToPredict
              expected: only classes of class_list [1, 2]
              to mend:  add the class to class_list, correct the value, or write problem_type: regression"""
                .formatted(folder));
  }

  @Test
  void subjectsToPredictNeedNoValueButNoWrongOne() throws Exception {
    table("SubjectID,Channel_0,ValueToPredict\none,a.nii,1\ntwo,a.nii,\nthree,a.nii,head\n");
    String failed = "&failed=" + folder.resolve("failed.csv");
    String uri = "ingest:csv" + with("regression", "", "&purpose=prediction" + failed);
    assertThat(run(uri)).isEmpty();
    assertThat(((Cohort) bodies.get(0)).subjects())
        .extracting(Subject::target)
        .containsExactly(1.0, null);
    assertThat(failures)
        .singleElement()
        .matches(failure -> failure.subject().equals("three") && failure.step().equals("ingest"))
        .extracting(SubjectFailure::reason)
        .asString()
        .startsWith("\"head\" under ValueToPredict is not a number (")
        .endsWith(
            "row 4); expected: the value to predict, such as 1 or 0.5; to mend: Correct the cell or remove the row");
  }

  @Test
  void aPurposeThatThereIsNotIsAnError() throws Exception {
    table("SubjectID,Channel_0\none,a.nii\n");
    assertThat(run("ingest:csv" + with("regression", "", "&purpose=trainning")).orElseThrow())
        .hasMessageContainingAll("purpose", "trainning", "training or prediction");
  }

  private Throwable wrong(String problem, String classes, String rows) throws Exception {
    table(rows);
    return run("ingest:predictions" + with(problem, classes, "")).orElseThrow();
  }

  @Test
  void readsProbabilitiesInTheOrderOfTheClassList() throws Exception {
    table(
        "SubjectID,Prediction,Target,Probability_2,Probability_1\na,1,2,0.3,0.7\nb,2,2,0.5,0.5\n");
    assertThat(run("ingest:predictions" + with("classification", CLASSES, ""))).isEmpty();
    List<?> read = (List<?>) bodies.get(0);
    assertThat(((Prediction) read.get(0)).outcome())
        .isEqualTo(new Outcome(List.of(1, 2), List.of(0.7, 0.3)));
    assertThat(((Prediction) read.get(0)).subject().target()).isEqualTo(2);
  }

  @Test
  void aPredictionThatIsTextIsAnError() throws Exception {
    assertThat(wrong("regression", "", "SubjectID,Target,Prediction\na,1,2\nb,2,NaN\n"))
        .hasMessage(
            """
            The Prediction of subject b is no number: NaN
              where:    %s/table.csv, row 3, column Prediction
              expected: a number, such as 1 or 0.5
              to mend:  correct the cell, or write another problem_type than regression"""
                .formatted(folder));
  }

  @Test
  void aTargetThatIsNoClassIsAnError() throws Exception {
    String rows = "SubjectID,Target,Prediction\na,1,2\nb,1.5,1\n";
    assertThat(wrong("classification", CLASSES, rows))
        .hasMessage(
            """
            The Target of subject b is no class of class_list: 1.5
              where:    %s/table.csv, row 3, column Target
              expected: one of the classes [1, 2]
              to mend:  add the class to class_list, correct the cell, or write another problem_type than classification"""
                .formatted(folder));
  }

  @Test
  void numbersAreNoSegmentation() throws Exception {
    assertThat(wrong("segmentation", CLASSES, "SubjectID,Target,Prediction\na,1,2\n"))
        .hasMessage(
            """
            The Target of subject a is a number: 1
              where:    %s/table.csv, row 2, column Target
              expected: the file of a label map, as problem_type segmentation compares
              to mend:  give the file, or write problem_type: classification or regression"""
                .formatted(folder));
  }

  @Test
  void probabilitiesOfOtherClassesAreAnError() throws Exception {
    String rows = "SubjectID,Target,Prediction,Probability_1,Probability_3\na,1,1,0.9,0.1\n";
    assertThat(wrong("classification", CLASSES, rows))
        .hasMessage(
            """
            There are probabilities of the classes [1, 3]
              where:    %s/table.csv, row 1, columns Probability_*
              expected: a column for each class of class_list [1, 2] and no other
              to mend:  add the missing columns, correct class_list, or remove the columns Probability_*"""
                .formatted(folder));
  }

  @Test
  void aPredictionThatIsNotTheMostProbableClassIsAnError() throws Exception {
    String rows = "SubjectID,Target,Prediction,Probability_1,Probability_2\na,1,2,0.9,0.1\n";
    assertThat(wrong("classification", CLASSES, rows))
        .hasMessage(
            """
            The Prediction of subject a is 2, which is not the most probable class
              where:    %s/table.csv, row 2, column Prediction
              expected: the class with the highest probability of the row, 0.9
              to mend:  correct the row; or remove the columns Probability_* to score the classes alone"""
                .formatted(folder));
  }

  @Test
  void takesTheNameOfTheTableFromTheBodyToo() throws Exception {
    Path table = table("SubjectID,Channel_0\none,a.nii\n");
    camel.start();
    Object body = camel.createProducerTemplate().requestBody("ingest:csv", table.toString());
    assertThat(((Cohort) body).subjects()).hasSize(1);
  }
}
