package io.bactrian.component.failed;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.safety.MissingFileException;
import io.bactrian.step.StepConstants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedTest {
  @TempDir Path folder;
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() {
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private Object fail(Object body, Exception cause) {
    return camel
        .createProducerTemplate()
        .request(
            "failed:csv?file=" + folder.resolve("out/failed.csv"),
            exchange -> {
              exchange.getMessage().setBody(body);
              exchange.getMessage().setHeader(StepConstants.FAILED_STEP, "normalize:zscore");
              exchange.setProperty(Exchange.EXCEPTION_CAUGHT, cause);
            })
        .getMessage()
        .getBody();
  }

  @Test
  void listsSubjectStepAndReasonAndGoesOnWithTheFailure() throws IOException {
    Subject jane = new Subject("jane, \"J\"", null, null, null, null, null);
    Object body =
        fail(
            jane,
            new IllegalStateException(
                new MissingFileException("It is gone", "row 3", "a file", "restore it")));
    assertThat(body)
        .isEqualTo(
            new SubjectFailure(
                "jane, \"J\"",
                "normalize:zscore",
                "It is gone (row 3); expected: a file; to mend: restore it"));
    Subject joe = new Subject("joe", null, null, null, null, null);
    Prediction one = new Prediction(joe, List.of(), null, null);
    fail(one, new IllegalStateException("two\nlines"));
    // Of several models, before they are fused.
    fail(List.of(one, one), new IllegalStateException("lost"));
    assertThat(Files.readAllLines(folder.resolve("out/failed.csv")))
        .containsExactly(
            "SubjectID,Step,Reason",
            "\"jane, \"\"J\"\"\",normalize:zscore,It is gone (row 3); expected: a file; to mend: restore it",
            "joe,normalize:zscore,java.lang.IllegalStateException: two lines",
            "joe,normalize:zscore,java.lang.IllegalStateException: lost");
  }
}
