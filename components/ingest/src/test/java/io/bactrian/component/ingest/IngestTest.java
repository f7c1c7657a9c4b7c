package io.bactrian.component.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Prediction;
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

  @Test
  void takesTheNameOfTheTableFromTheBodyToo() throws Exception {
    Path table = table("SubjectID,Channel_0\none,a.nii\n");
    camel.start();
    Object body = camel.createProducerTemplate().requestBody("ingest:csv", table.toString());
    assertThat(((Cohort) body).subjects()).hasSize(1);
  }
}
