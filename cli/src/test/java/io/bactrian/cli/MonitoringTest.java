package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.cli.report.ResultFile;
import io.bactrian.cli.report.ResultFiles;
import io.bactrian.step.Progress;
import io.bactrian.workflow.RunFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves in its folder, logs, and tells over HTTP: with real routes and a real port. */
class MonitoringTest {
  @TempDir Path folder;

  private Path work() {
    return folder.resolve("work");
  }

  private Path route(String more) throws IOException {
    new TinyCohort(folder).subjects(4).write();
    return Files.writeString(
        folder.resolve("own.camel.yaml"),
        """
        - route:
            id: own
            from:
              uri: "ingest:csv?file=%s"
              steps:
                - split:
                    simple: "${body.subjects}"
                    aggregationStrategy: "#class:io.bactrian.step.Gather"
                    steps:
                      - to: "direct:one"
                %s
        - route:
            id: one
            from:
              uri: "direct:one"
              steps:
                - to: "harmonize:canonical?work={{work}}"
                - to: "normalize:zscore?work={{work}}"
        """
            .formatted(folder.resolve("data.csv"), more));
  }

  private Run run(Path route, String... options) {
    String[] all = new String[options.length + 4];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = "run";
    all[options.length + 1] = route.toString();
    all[options.length + 2] = "-P";
    all[options.length + 3] = "work=" + work();
    return Run.of(all);
  }

  @Test
  void aRunLeavesJournalTraceAndReportWithoutSubjects() throws IOException {
    Run first = run(route(""));
    assertThat(first.code()).as(first.errors()).isZero();
    RunFolder run = RunFolder.all(work()).get(0);
    assertThat(first.errors())
        .contains("harmonize:canonical  4 of 4")
        .contains("Run report: " + run.report());
    assertThat(Files.readAllLines(run.trace()))
        .hasSize(10)
        .filteredOn(line -> line.contains(",COMPLETED,"))
        .hasSize(9);
    String report = Files.readString(run.report());
    assertThat(report)
        .contains("Timeline of the steps")
        .contains("The routes of this run")
        .contains("4 done")
        .doesNotContain("<script src", "<link");
    for (Path file : List.of(run.report(), run.trace(), run.journal())) {
      assertThat(Files.readString(file))
          .doesNotContain("subject0")
          .doesNotContain(folder + "/data");
    }
    assertThat(run(route("")).code()).isZero();
    assertThat(Files.readAllLines(RunFolder.all(work()).get(0).trace()))
        .filteredOn(line -> line.contains(",CACHED,"))
        .hasSize(8);
  }

  @Test
  void runsAndStatusShowHowItEnded() throws IOException {
    run(route(""));
    run(route("- to: \"split:kfold\""));
    String list = Run.printed("runs", "--work", work().toString());
    assertThat(list.lines().skip(1)).hasSize(2).element(0).asString().contains("failed");
    assertThat(list.lines().skip(2)).singleElement().asString().contains("  done  ");
    assertThat(Run.printed("status", "--work", work().toString()))
        .contains("run (.../own.camel.yaml): failed with")
        .contains("harmonize:canonical")
        .contains("4/4, 4 stored")
        .contains("Run report: ");
  }

  @Test
  void aRunThatWasKilledIsInterruptedAndGetsItsReport() throws Exception {
    run(route(""));
    RunFolder run = RunFolder.all(work()).get(0);
    Files.delete(run.report());
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path info = run.path().resolve("run.json");
    String killed =
        Files.readString(info)
            .replaceFirst("\"end\":\"[^\"]*\"", "\"end\":null")
            .replaceFirst("\"exit\":0", "\"exit\":null")
            .replaceFirst("\"pid\":\\d+", "\"pid\":" + gone.pid());
    Files.writeString(info, killed);
    Path curves = folder.resolve("model/curves.csv");
    Files.createDirectories(curves.getParent());
    Files.writeString(curves, "epoch,training_loss,validation_loss\n1,0.9,0.8\n");
    ResultFiles.add(run, new ResultFile(Progress.Result.CURVES, curves));
    Files.writeString(
        run.path().resolve("results.jsonl"),
        Files.readString(run.path().resolve("results.jsonl")) + "{\"kind\":");
    Files.writeString(run.journal(), Files.readString(run.journal()) + "{\"key\":");
    assertThat(Run.printed("runs", "--work", work().toString())).contains("interrupted");
    assertThat(Run.printed("status", "--work", work().toString()))
        .contains("interrupted, for its process " + gone.pid() + " on ", " was killed; the same");
    assertThat(run.report())
        .content()
        .contains("Timeline of the steps", "killed; results so far", "Learning curves: Loss");
  }

  @Test
  void jsonLogsAreObjectsAndNameNoSubject() throws IOException {
    Path route = route("");
    new TinyCohort(folder).subjects(3).subject("jane-doe", Float.NaN).write();
    Run run = run(route, "--log-format", "json");
    ObjectMapper json = new ObjectMapper();
    List<String> lines = run.errors().lines().filter(line -> line.startsWith("{")).toList();
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      JsonNode event = json.readTree(line);
      assertThat(event.path("formattedMessage").asText()).isNotEmpty();
      assertThat(event.at("/context/properties/run").asText())
          .matches("\\d{8}T\\d{6}\\.\\d{3}Z-.{6}");
    }
    assertThat(lines).anyMatch(line -> line.contains("harmonize:canonical  4 of 4"));
    assertThat(String.join("\n", lines)).doesNotContain("jane-doe");
  }

  @Test
  void statusHealthAndMetricsAreServedWhileTheRunLasts() throws Exception {
    int port = freePort();
    Path route = route("- delay:\n                    constant: \"6000\"");
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () ->
                Bactrian.execute(
                    "--port", "" + port, "run", route.toString(), "-P", "work=" + work()));
    assertThat(await(port, "/observe/metrics", "normalize:zscore\"} 4").statusCode())
        .isEqualTo(200);
    assertThat(get(port, "/observe/health").body()).contains("\"UP\"");
    assertThat(get(port, "/observe/health/live").statusCode()).isEqualTo(200);
    assertThat(get(port, "/observe/health/ready").statusCode()).isEqualTo(200);
    JsonNode status = new ObjectMapper().readTree(get(port, "/status").body());
    assertThat(status.at("/status/steps/1/step").asText()).isEqualTo("harmonize:canonical");
    assertThat(status.at("/status/steps/1/done").asInt()).isEqualTo(4);
    assertThat(get(port, "/").body()).contains("running").contains("4 of 4");
    for (String path : List.of("/", "/status", "/observe/metrics", "/observe/health")) {
      assertThat(get(port, path).body()).doesNotContain("subject0", folder.toString());
    }
    assertThat(code.get(60, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Run run = run(route(""), "--port", Integer.toString(taken.getLocalPort()));
      assertThat(run.code()).as(run.errors()).isEqualTo(2);
      assertThat(run.errors())
          .contains("The port " + taken.getLocalPort() + " cannot be listened on")
          .contains("  to mend:  give another --port");
    }
  }

  @Test
  void aPortThatIsNoneIsRefused() {
    assertThat(Run.of("--port", "0", "runs").errors())
        .contains("'0' is no port; expected a number");
    assertThat(Run.of("--port", ":80", "runs").code()).isEqualTo(2);
    assertThat(ListenAddress.parse("0.0.0.0:9876")).isEqualTo(new ListenAddress("0.0.0.0", 9876));
    assertThat(ListenAddress.parse("9876")).isEqualTo(new ListenAddress("127.0.0.1", 9876));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> await(int port, String path, String text) throws Exception {
    for (int i = 0; i < 300; i++) {
      try {
        HttpResponse<String> response = get(port, path);
        if (response.body().contains(text)) {
          return response;
        }
      } catch (IOException e) {
        // Not there yet.
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("Nobody said " + text);
  }
}
