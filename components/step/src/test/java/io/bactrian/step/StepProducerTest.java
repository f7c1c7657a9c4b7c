package io.bactrian.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Subject;
import io.bactrian.safety.FullDiskException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepProducerTest {
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> events = new ArrayList<>();

  /** Gives the id of a subject; fails for an empty one. */
  private static final class IdComponent extends StepComponent {
    @Override
    protected StepEndpoint newEndpoint(String uri) {
      return new StepEndpoint(uri, this) {
        private String operation;

        @Override
        public Producer createProducer() {
          return new StepProducer(this) {
            @Override
            protected Object apply(Message message) {
              String id = body(message, Subject.class).id();
              if (id.isEmpty()) {
                throw new IllegalStateException("no id");
              }
              if (id.equals("large")) {
                throw new UncheckedIOException(
                    "Cannot write x.nii: No space left on device",
                    new IOException("No space left on device"));
              }
              return id;
            }
          };
        }

        @Override
        public String getOperation() {
          return operation;
        }

        @Override
        public void setOperation(String operation) {
          this.operation = operation;
        }
      };
    }
  }

  @BeforeEach
  void start() {
    camel.addComponent("id", new IdComponent());
    camel.getRegistry().bind("meters", meters);
    camel
        .getRegistry()
        .bind(
            "progress",
            new Progress() {
              @Override
              public void ended(String step, boolean done, int of) {
                events.add(step + " " + done + " " + of);
              }
            });
    camel.start();
  }

  @Test
  void aFullDiskIsNotTheFaultOfASubject() {
    Exchange answer =
        camel
            .createProducerTemplate()
            .request(
                "id:of",
                exchange ->
                    exchange
                        .getMessage()
                        .setBody(new Subject("large", null, null, null, null, null)));
    assertThat(answer.getException())
        .isInstanceOf(FullDiskException.class)
        .hasNoCause()
        .hasMessage(
            """
            There is no space left to write
              where:    Cannot write x.nii: No space left on device
              expected: room for the work folder and the results
              to mend:  free or add space and run the same command again; what is done is kept""");
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private Exchange send(Object body) {
    return camel
        .createProducerTemplate()
        .send("id:of?work=w", exchange -> exchange.getMessage().setBody(body));
  }

  private static Subject subject(String id) {
    return new Subject(id, null, null, null, null, null);
  }

  @Test
  void replacesTheBodyAndTellsProgress() {
    assertThat(send(subject("jane")).getMessage().getBody()).isEqualTo("jane");
    assertThat(events).containsExactly("id:of true 1");
  }

  @Test
  void takesASubjectAsJsonToo() {
    assertThat(send("{\"id\":\"jane\"}").getMessage().getBody()).isEqualTo("jane");
  }

  @Test
  void countsAndTimesWhatIsDoneAndWhatFails() {
    send(subject("jane"));
    send(subject("joe"));
    Exchange failed = send(subject(""));
    assertThat(failed.getException()).hasMessage("no id");
    assertThat(failed.getMessage().getHeader(StepConstants.FAILED_STEP)).isEqualTo("id:of");
    assertThat(meters.get("bactrian.step").tags("step", "id:of", "outcome", "done").timer().count())
        .isEqualTo(2);
    assertThat(
            meters
                .get("bactrian.step")
                .tags("outcome", "failed")
                .timer()
                .totalTime(TimeUnit.NANOSECONDS))
        .isPositive();
  }

  @Test
  void aMessageOfAnotherKindIsAMistakeInTheRoute() {
    Exchange exchange = send(new Cohort(List.of()));
    assertThat(exchange.getException())
        .isInstanceOf(StepBodyException.class)
        .hasMessageStartingWith("The step id:of got a message with a Cohort")
        .hasMessageContaining("expected: a Subject");
  }

  @Test
  void gathersBodiesInTheOrderOfTheSplitEvenWhenTheFirstFailed() {
    Gather gather = new Gather();
    Exchange first = new DefaultExchange(camel);
    first.getMessage().setBody("failed");
    first.getExchangeExtension().setErrorHandlerHandled(true);
    Exchange second = new DefaultExchange(camel);
    second.getMessage().setBody("done");
    Exchange gathered = gather.aggregate(gather.aggregate(null, first), second);
    assertThat(gathered.getMessage().getBody()).isEqualTo(List.of("failed", "done"));
    assertThat(gathered.getExchangeExtension().isErrorHandlerHandledSet()).isFalse();
  }
}
