package io.bactrian.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.workflow.Task;
import io.bactrian.workflow.TaskListener;
import io.bactrian.workflow.TaskReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that fail a few times, under the error handling of the stock routes. */
class RetryTest {
  @TempDir Path folder;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private boolean unstored;
  private Behaviour behaviour;
  private final List<Integer> memoryFailures = new ArrayList<>();
  private final List<TaskReport> reports = Collections.synchronizedList(new ArrayList<>());

  /** What the task does at its nth attempt. */
  @FunctionalInterface
  interface Behaviour {
    void at(int attempt) throws IOException;
  }

  private final class FlakyComponent extends StepComponent {
    @Override
    protected StepEndpoint newEndpoint(String uri) {
      return new StepEndpoint(uri, this) {
        private String operation;

        @Override
        public Producer createProducer() {
          return new StepProducer(this) {
            @Override
            protected Object apply(Message message) {
              memoryFailures.add(memoryFailures(message));
              if (unstored) {
                return unstored(message, () -> attempted(message));
              }
              Task task = new Task("flaky", 1, new TreeMap<>(Map.of("at", operation)), List.of());
              return run(
                  message,
                  "somebody",
                  task,
                  into -> {
                    behaviour.at(attempt(message));
                    Files.writeString(into.resolve("done"), "");
                  });
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

  private String attempted(Message message) {
    try {
      behaviour.at(StepProducer.attempt(message));
      return "unstored";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The exchange that has gone through two steps after one another. */
  private Exchange send(String options, Behaviour done) throws Exception {
    behaviour = done;
    camel.addComponent("flaky", new FlakyComponent());
    camel.getRegistry().bind("tasks", (TaskListener) reports::add);
    String rest = "?backoff=10&work=" + folder.resolve("work") + options;
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(Exception.class)
                .retryWhile(simple("${header.BactrianRetry}"))
                .handled(true)
                .setBody(constant("given up"));
            from("direct:start").to("flaky:first" + rest).to("flaky:second" + rest);
          }
        });
    camel.start();
    return camel.createProducerTemplate().send("direct:start", exchange -> {});
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private List<Integer> attempts() {
    return reports.stream().map(TaskReport::attempts).toList();
  }

  @Test
  void aTransientFailureIsTriedAgainAndEachStepCountsForItself() throws Exception {
    Exchange exchange =
        send(
            "",
            attempt -> {
              if (attempt < 3) {
                throw new IOException("Stale file handle");
              }
            });
    assertThat(exchange.getMessage().getBody()).isInstanceOf(Path.class);
    assertThat(attempts()).containsExactly(1, 2, 3, 1, 2, 3);
    assertThat(reports.get(2).outcome()).isEqualTo(TaskReport.Outcome.DONE);
    assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(StepConstants.RETRY);
  }

  @Test
  void attemptsAreCountedAndThenTheMessageIsGivenUp() throws Exception {
    Exchange exchange =
        send(
            "&attempts=2",
            attempt -> {
              throw new IOException("Stale file handle");
            });
    assertThat(exchange.getMessage().getBody()).isEqualTo("given up");
    assertThat(attempts()).containsExactly(1, 2);
    assertThat(exchange.getMessage().getHeader(StepConstants.FAILED_STEP)).isEqualTo("flaky:first");
  }

  @Test
  void badInputIsNotTriedAgain() throws Exception {
    Exchange exchange =
        send(
            "",
            attempt -> {
              throw new IllegalArgumentException("not an image");
            });
    assertThat(exchange.getMessage().getBody()).isEqualTo("given up");
    assertThat(attempts()).containsExactly(1);
  }

  @Test
  void afterAShortageOfMemoryTheStepIsToldToTakeLess() throws Exception {
    send(
        "",
        attempt -> {
          if (attempt == 1) {
            throw new OutOfMemoryError("Java heap space");
          }
        });
    assertThat(memoryFailures).containsExactly(0, 1, 0, 1);
    assertThat(attempts()).containsExactly(1, 2, 1, 2);
  }

  @Test
  void workThatIsNotStoredHasTheSameLimits() throws Exception {
    unstored = true;
    List<String> threads = new ArrayList<>();
    Exchange exchange =
        send(
            "&timeLimit=200",
            attempt -> {
              threads.add(Thread.currentThread().getName());
              if (attempt == 1) {
                sleep();
              }
            });
    assertThat(exchange.getMessage().getBody()).isEqualTo("unstored");
    assertThat(threads).hasSize(4).allMatch(name -> name.contains(" flaky:"));
    assertThat(reports).isEmpty();
  }

  @Test
  void aStepThatTakesTooLongIsInterruptedAndTriedAgain() throws Exception {
    Exchange exchange =
        send(
            "&timeLimit=200",
            attempt -> {
              if (attempt == 1) {
                sleep();
              }
            });
    assertThat(exchange.getMessage().getBody()).isInstanceOf(Path.class);
    assertThat(reports.get(0).error()).isEqualTo("StepTimeoutException");
    assertThat(attempts()).containsExactly(1, 2, 1, 2);
  }

  private static void sleep() throws IOException {
    try {
      TimeUnit.SECONDS.sleep(30);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void whatCannotBeReadEndsTheRunBeforeItBegins() {
    camel.getPropertiesComponent().addInitialProperty("flaky.memory", "much");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> send("", attempt -> {}))
        .rootCause()
        .hasMessageContaining("The property flaky.memory cannot be much")
        .hasMessageContaining("write -P flaky.memory=...")
        .hasMessageContaining("a size such as 500m or 2g");
    assertThat(reports).isEmpty();
  }

  @Test
  void attemptsAndBackoffAreDeclaredForOneComponentOrForAllSteps() throws Exception {
    camel.getPropertiesComponent().addInitialProperty("step.attempts", "2");
    camel.getPropertiesComponent().addInitialProperty("step.backoff", "1ms");
    camel.getPropertiesComponent().addInitialProperty("flaky.attempts", "5");
    Exchange exchange =
        send(
            "",
            attempt -> {
              if (attempt < 5) {
                throw new IOException("away");
              }
            });
    assertThat(exchange.getMessage().getBody()).isNotEqualTo("given up");
    assertThat(attempts()).contains(5).doesNotContain(6);
  }

  @Test
  void whatCannotBeAnAttemptOrATimeEndsTheRunBeforeItBegins() {
    camel.getPropertiesComponent().addInitialProperty("step.attempts", "0");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> send("", attempt -> {}))
        .hasRootCauseInstanceOf(Options.OptionException.class)
        .rootCause()
        .hasMessageContaining("The property step.attempts cannot be 0")
        .hasMessageContaining("a whole number from 1");
    assertThat(reports).isEmpty();
  }

  @Test
  void aTimeIsReadAndAnotherTextRefused() {
    camel.getPropertiesComponent().addInitialProperty("step.timeLimit", "30s");
    camel.getPropertiesComponent().addInitialProperty("flaky.timeLimit", "soon");
    assertThat(Declared.millis(camel, "other", "timeLimit", 7)).isEqualTo(30_000);
    assertThat(Declared.millis(camel, "other", "backoff", 7)).isEqualTo(7);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Declared.millis(camel, "flaky", "timeLimit", 7))
        .hasMessageContaining("The property flaky.timeLimit cannot be soon")
        .hasMessageContaining("a time such as 500, 30s or 10m");
  }

  @Test
  void sizesAreReadAndOthersRefused() {
    assertThat(Declared.mebibytes("train?memory", "2g")).isEqualTo(2048);
    assertThat(Declared.mebibytes("train?memory", "500m")).isEqualTo(500);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Declared.mebibytes("train?memory", "much"))
        .hasMessageContaining("The option memory of the step train cannot be much");
  }
}
