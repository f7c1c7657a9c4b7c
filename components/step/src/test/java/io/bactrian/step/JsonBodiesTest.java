package io.bactrian.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.SubjectFailure;
import io.bactrian.cohort.TrainedModel;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonBodiesTest {
  private final CamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() {
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private static final Subject SUBJECT =
      new Subject("a", Map.of("Channel_0", "a.nii"), "l.nii", 2.5, Map.of("Site", "x"), null)
          .withFiles(Map.of("Channel_0", "work/c.nii"), "work/l.nii");

  static List<Record> records() {
    Cohort cohort = new Cohort(List.of(SUBJECT));
    Fold fold = new Fold(cohort, 0, 5, 1, 4, List.of("a"), List.of(), List.of());
    return List.of(
        SUBJECT,
        cohort,
        fold,
        fold.standardized(cohort, "nyul.json"),
        new TrainedModel("m", fold, Map.of("dice", 0.5, "loss", Double.NaN)),
        new Prediction(SUBJECT, List.of("m"), "p.nii", null),
        new SubjectFailure("a", "ingest", "no \"file\""));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyBodyGoesThroughAQueueAsText(Record body) {
    try (ProducerTemplate in = camel.createProducerTemplate();
        ConsumerTemplate out = camel.createConsumerTemplate()) {
      out.start();
      in.sendBody(
          "seda:queue", in.getCamelContext().getTypeConverter().convertTo(String.class, body));
      Object text = out.receiveBody("seda:queue", 5000);
      assertThat(text).isInstanceOf(String.class);
      assertThat(camel.getTypeConverter().convertTo(body.getClass(), text)).isEqualTo(body);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyBodyIsBytesAndAStreamToo(Record body) {
    byte[] bytes = camel.getTypeConverter().convertTo(byte[].class, body);
    assertThat(camel.getTypeConverter().convertTo(body.getClass(), bytes)).isEqualTo(body);
    InputStream stream = camel.getTypeConverter().convertTo(InputStream.class, body);
    assertThat(camel.getTypeConverter().convertTo(body.getClass(), stream)).isEqualTo(body);
  }

  @Test
  void whatASplitGathersIsACohortOfThoseThatCameThrough() {
    List<Object> gathered = List.of(SUBJECT, new SubjectFailure("b", "normalize", "constant"));
    assertThat(camel.getTypeConverter().convertTo(Cohort.class, gathered))
        .isEqualTo(new Cohort(List.of(SUBJECT)));
  }
}
