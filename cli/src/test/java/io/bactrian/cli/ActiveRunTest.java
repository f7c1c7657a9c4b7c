package io.bactrian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own, while others look at it and clean, until it is killed. */
class ActiveRunTest {
  @TempDir Path folder;
  private Path route;

  @BeforeEach
  void aRouteThatWaits() throws IOException {
    new TinyCohort(folder).subjects(3).write();
    route =
        Files.writeString(
            folder.resolve("own.camel.yaml"),
            """
            - parameters:
                spacing: {default: "1,1,1", description: Of the images}
            - route:
                id: own
                from:
                  uri: "ingest:csv?file=%1$s/data.csv"
                  steps:
                    - split:
                        simple: "${body.subjects}"
                        aggregationStrategy: "#class:io.bactrian.step.Gather"
                        steps:
                          - to: "harmonize:resample?spacing={{spacing}}&work={{work}}"
                    - split:
                        simple: "${body}"
                        steps:
                          - to:
                              uri: "command:wait"
                              parameters:
                                line: "sh -c 'while test -e %1$s/wait; do sleep 0.1; done; cp $0 out.gz' {Channel_0}"
                                outputs: "Channel_0=out.gz"
                                work: "{{work}}"
            """
                .formatted(folder));
  }

  private String work() {
    return folder.resolve("work").toString();
  }

  private Run run(String spacing) {
    return Run.of("run", route.toString(), "--work", work(), "-P", "spacing=" + spacing);
  }

  private Process start(String spacing) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.bactrian.cli.Bactrian",
            "run",
            route.toString(),
            "--work",
            work(),
            "-P",
            "spacing=" + spacing)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("process.log").toFile())
        .start();
  }

  /** Waits until a run has harmonized all. */
  private void await(Process process) throws Exception {
    for (int i = 0; i < 600; i++) {
      String status = Run.printed("status", "--work", work());
      if (status.contains("running on") && status.contains("command:wait")) {
        return;
      }
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("process.log"))).isTrue();
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("The run did not come to its second step");
  }

  @Test
  void whoStopsItIsToldSoAndOfNoFailure() throws Exception {
    Path wait = Files.writeString(folder.resolve("wait"), "");
    Process process = start("1,1,1");
    await(process);
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    // 128 and the number of SIGTERM.
    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(folder.resolve("process.log"))
        .content()
        .contains("Stopped. The same command again goes on from here.")
        .doesNotContain("Failed: ", "subject failed");
    assertThat(children).isNotEmpty();
    for (ProcessHandle child : children) {
      child.onExit().get(5, TimeUnit.SECONDS);
    }
    assertThat(Run.printed("status", "--work", work()))
        .contains("interrupted, for it was stopped; the same command again goes on from there");
    Files.delete(wait);
    Run again = run("1,1,1");
    assertThat(again.code()).as(again.errors()).isZero();
    assertThat(again.errors()).contains("harmonize:resample  3 of 3, 3 from the store");
  }

  @Test
  void cleaningSparesWhatItUsesAndAfterSigkillItGoesOn() throws Exception {
    assertThat(run("2,2,2").code()).isZero();
    Path wait = Files.writeString(folder.resolve("wait"), "");
    Process process = start("1,1,1");
    try {
      await(process);
      assertThat(Run.printed("status", "--work", work()))
          .contains("running on ", ", process " + process.pid());
      Run refused = Run.of("clean", "--run", "last", "--work", work());
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.errors()).contains("goes on", "wait until it has ended, or stop it");
      // Those of the first run: three harmonized, three copied.
      assertThat(Run.printed("clean", "--older-than", "0", "--dry-run", "--work", work()))
          .startsWith("Would remove 1 runs and 6 tasks of");
      assertThat(Run.printed("clean", "--older-than", "0", "--work", work()))
          .startsWith("Removed 1 runs and 6 tasks of");
    } finally {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly().waitFor();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    assertThat(Run.printed("status", "--work", work()))
        .contains("interrupted, for its process " + process.pid() + " on ", " was killed; the same")
        .contains("Run report: ");
    Files.delete(wait);
    Run again = run("1,1,1");
    assertThat(again.code()).as(again.errors()).isZero();
    assertThat(again.errors())
        .contains("harmonize:resample  3 of 3, 3 from the store", "command:wait  3 of 3");
    assertThat(Run.printed("clean", "--older-than", "0", "--work", work()))
        .startsWith("Removed 2 runs and 6 tasks of");
    Run gone = Run.of("clean", "--run", "last", "--work", work());
    assertThat(gone.code()).isEqualTo(2);
    assertThat(gone.errors()).contains("There is no run last");
    Run wrong = Run.of("clean", "--older-than", "-1", "--work", work());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.errors()).contains("--older-than is a number of days from 0, not -1.0");
  }
}
