package io.bactrian.component.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.TrainedModel;
import io.bactrian.step.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that every Unix has, run on files of a few letters. */
class CommandTest {
  @TempDir Path folder;
  private final DefaultCamelContext context = new DefaultCamelContext();

  @BeforeEach
  void start() {
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private Subject subject(String id, String content) throws IOException {
    Path image = Files.writeString(folder.resolve(id + ".txt"), content);
    return new Subject(
        id, Map.of("Channel_0", image.toString()), null, null, Map.of("Site", "A"), null);
  }

  private Object run(Object body, String name, Map<String, String> options) {
    var endpoint = new CommandEndpoint("command:" + name, new CommandComponent());
    endpoint.setCamelContext(context);
    endpoint.setOperation(name);
    endpoint.setLine(options.get("line"));
    endpoint.setOutputs(options.get("outputs"));
    endpoint.setStdin(options.get("stdin"));
    endpoint.setStdout(options.get("stdout"));
    endpoint.setVersion(options.getOrDefault("version", "1"));
    endpoint.setTimeLimit(Long.parseLong(options.getOrDefault("timeLimit", "60000")));
    endpoint.setWork(folder.resolve("work").toString());
    try {
      return context.createProducerTemplate().requestBody(endpoint, body);
    } catch (CamelExecutionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  private static String read(Object subject) throws IOException {
    return Files.readString(Path.of(((Subject) subject).channels().get("Channel_0")));
  }

  @Test
  void filesGoInAndOut() throws IOException {
    Object after =
        run(
            subject("s", "abc"),
            "copy",
            Map.of("line", "cp {Channel_0} out.txt", "outputs", "Channel_0=out.txt"));
    assertThat(read(after)).isEqualTo("abc");
    assertThat(((Subject) after).source().images().get(0)).endsWith("s.txt");
  }

  @Test
  void standardInputAndOutput() throws IOException {
    Object after =
        run(
            subject("s", "abc"),
            "upper",
            Map.of(
                "line", "tr a-z A-Z",
                "stdin", "{Channel_0}",
                "stdout", "o.txt",
                "outputs", "Channel_0=o.txt"));
    assertThat(read(after)).isEqualTo("ABC");
  }

  @Test
  void theSameAgainIsAnsweredFromTheStore() throws IOException {
    Path script = Files.writeString(folder.resolve("once.sh"), "date +%N > out.txt\n");
    var options = Map.of("line", "sh " + script + " {Channel_0}", "outputs", "Channel_0=out.txt");
    String first = read(run(subject("s", "abc"), "once", options));
    assertThat(read(run(subject("other", "abc"), "once", options))).isEqualTo(first);
    assertThat(read(run(subject("s", "abd"), "once", options))).isNotEqualTo(first);
    Files.writeString(script, "# changed\ndate +%N > out.txt\n");
    assertThat(read(run(subject("s", "abc"), "once", options))).isNotEqualTo(first);
  }

  @Test
  void anotherVersionRunsAgain() throws IOException {
    var one = Map.of("line", "date +%N", "stdout", "o", "outputs", "Channel_0=o");
    var two = Map.of("line", "date +%N", "stdout", "o", "outputs", "Channel_0=o", "version", "2");
    assertThat(read(run(subject("s", "abc"), "now", one)))
        .isEqualTo(read(run(subject("s", "abc"), "now", one)))
        .isNotEqualTo(read(run(subject("s", "abc"), "now", two)));
  }

  @Test
  void onlyOutputsAreKept() throws IOException {
    var options =
        Map.of("line", "sh -c 'echo a > a.txt; mkdir d; echo b > d/b.txt'", "outputs", "a.txt");
    run(subject("s", "abc"), "two", options);
    try (var files = Files.walk(folder.resolve("work"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .contains("a.txt")
          .doesNotContain("b.txt", "d", ".stderr");
    }
  }

  @Test
  void aFailureShowsTheLastLinesOfTheErrorStream() throws IOException {
    Subject subject = subject("s", "abc");
    var options = Map.of("line", "sh -c 'seq 1 100 >&2; exit 3'", "outputs", "Channel_0=out.txt");
    assertThatThrownBy(() -> run(subject, "fail", options))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("The command command:fail ended with exit code 3")
        .hasMessageContaining("    99\n    100")
        .hasMessageNotContaining("    88\n");
  }

  @Test
  void aFailureThatMayPassIsToldFromOneThatStays() throws IOException {
    Subject subject = subject("s", "abc");
    for (var kind :
        Map.of(
                "exit 75", FailureKind.TRANSIENT,
                "exit 137", FailureKind.MEMORY,
                "echo MemoryError >&2; exit 1", FailureKind.MEMORY,
                "exit 1", FailureKind.PERMANENT)
            .entrySet()) {
      var options = Map.of("line", "sh -c '" + kind.getKey() + "'", "outputs", "Channel_0=out.txt");
      assertThatThrownBy(() -> run(subject, "fail", options))
          .as(kind.getKey())
          .hasMessageContaining("The command command:fail ended with exit code ")
          .satisfies(failure -> assertThat(FailureKind.of(failure)).isEqualTo(kind.getValue()));
    }
  }

  @Test
  void aTemporaryFailureIsTriedAgainByTheRoute() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("third.sh"),
            "echo x >> %s\ntest $(wc -l < %<s) -ge 3 || exit 75\ncp $1 out.txt\n"
                .formatted(folder.resolve("tries")));
    String uri =
        "command:third?backoff=10&line=RAW(sh %s {Channel_0})&outputs=Channel_0=out.txt&work=%s"
            .formatted(script, folder.resolve("work"));
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(Exception.class)
                .retryWhile(simple("${header.BactrianRetry}"))
                .handled(true)
                .setBody(constant("given up"));
            from("direct:start").to(uri);
            from("direct:impatient").to(uri.replace("backoff=10", "attempts=2&version=2"));
          }
        });
    var template = context.createProducerTemplate();
    Subject subject = subject("s", "abc");
    assertThat(read(template.requestBody("direct:start", subject))).isEqualTo("abc");
    assertThat(Files.readAllLines(folder.resolve("tries"))).hasSize(3);
    Files.delete(folder.resolve("tries"));
    assertThat(template.requestBody("direct:impatient", subject)).isEqualTo("given up");
    assertThat(Files.readAllLines(folder.resolve("tries"))).hasSize(2);
  }

  @Test
  void aCommandThatTakesTooLongIsKilledWithItsChildren() throws IOException {
    Subject subject = subject("s", "abc");
    var options = Map.of("line", "sh -c 'sleep 61 & sleep 60'", "outputs", "o", "timeLimit", "300");
    Instant start = Instant.now();
    assertThatThrownBy(() -> run(subject, "slow", options))
        .hasMessageContaining("The step command:slow took longer than its time limit of 300 ms");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
        .noneMatch(p -> p.info().commandLine().orElse("").contains("sleep 61"));
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    Subject subject = subject("s", "abc");
    assertThatThrownBy(() -> run(subject, "x", Map.of("line", "no-such-program", "outputs", "o")))
        .hasMessageContaining("The program no-such-program cannot be started");
    assertThatThrownBy(() -> run(subject, "x", Map.of("line", "true", "outputs", "o.nii")))
        .hasMessageContaining("did not write o.nii");
    assertThatThrownBy(() -> run(subject, "x", Map.of("line", "echo {t1}", "outputs", "o")))
        .hasMessageContaining("uses {t1}")
        .hasMessageContaining("{Channel_0}");
  }

  @Test
  void outputsCannotLeaveTheFolder() {
    for (String output : List.of("../o", "/tmp/o", "a/../../o", "Channel_0=", ".stderr")) {
      assertThatThrownBy(() -> Output.parse("command:x", output, null))
          .as(output)
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("is not a name of a file");
    }
    assertThatThrownBy(() -> Output.parse("command:x", "a", "b"))
        .hasMessageContaining("goes to b, which is no output");
  }

  @Test
  void aLineIsTakenApartAtBlanksOutsideQuotes() {
    assertThat(CommandLine.parse("s", "a 'b c' d\"e f\"g  ''").words())
        .containsExactly("a", "b c", "de fg", "");
    assertThatThrownBy(() -> CommandLine.parse("s", "a 'b"))
        .hasMessageContaining("A quote in the command does not end");
    assertThatThrownBy(() -> CommandLine.parse("s", " "))
        .hasMessageContaining("The command is empty");
  }

  @Test
  void aValueCannotBecomeASecondWord() {
    CommandLine line = CommandLine.parse("s", "p --id={id} {images}");
    assertThat(line.fill(Map.of("id", List.of("a; rm b"), "images", List.of("x", "y"))))
        .containsExactly("p", "--id=a; rm b", "x", "y");
  }

  @Test
  void aFoldIsTrainedOnAndItsModelPredicts() throws IOException {
    List<Subject> subjects = List.of(subject("a", "1"), subject("b", "2"), subject("c", "3"));
    Fold fold =
        new Fold(new Cohort(subjects), 0, 3, 0, 2, List.of("a"), List.of("b"), List.of("c"));
    TrainedModel model =
        (TrainedModel)
            run(
                fold,
                "fit",
                Map.of("line", "cat {training} {validation}", "stdout", "m", "outputs", "m"));
    assertThat(Files.readString(Path.of(model.folder(), "m")))
        .contains("a,", "b,")
        .doesNotContain("c,");
    Prediction pending = new Prediction(subjects.get(2), List.of(model.folder()), null, null);
    Prediction done =
        (Prediction)
            run(
                pending,
                "predict",
                Map.of(
                    "line", "cat {model}/m {Channel_0}",
                    "stdout", "p",
                    "outputs", "prediction=p"));
    assertThat(Files.readString(Path.of(done.labelMap()))).endsWith("3");
  }
}
