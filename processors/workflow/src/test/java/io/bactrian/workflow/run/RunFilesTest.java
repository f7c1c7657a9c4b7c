package io.bactrian.workflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.workflow.RunFolder;
import io.bactrian.workflow.TaskReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
  private static final Instant T0 = Instant.parse("2026-11-23T22:00:00Z");

  @TempDir Path work;
  private RunFiles files;

  @BeforeEach
  void create() {
    files = new RunFiles(RunFolder.create(work, T0));
  }

  private RunInfo info(long pid, Instant start) {
    return new RunInfo(
        files.folder().id(),
        "train",
        "train",
        Map.of("a", "b"),
        "1",
        "17",
        "here",
        pid,
        2,
        start,
        null,
        null,
        null,
        null);
  }

  private RunState state(RunInfo info, Instant now) {
    return files.state(info, "here", now);
  }

  @Test
  void readsWhatItWrote() {
    RunInfo info = info(1, T0).ended(T0.plusSeconds(2), 3, null);
    files.write(info);
    assertThat(files.readInfo()).contains(info);
    assertThat(state(info, T0)).isEqualTo(RunState.SUBJECTS_FAILED);
    assertThat(files.readStatus()).isEmpty();
  }

  @Test
  void aRunWhoseProcessLivesRuns() {
    RunInfo info = info(ProcessHandle.current().pid(), Instant.now());
    assertThat(state(info, Instant.now())).isEqualTo(RunState.RUNNING);
  }

  @Test
  void aRunWhoseProcessNumberIsAnothersWasInterrupted() {
    RunInfo info = info(ProcessHandle.current().pid(), Instant.EPOCH);
    assertThat(state(info, Instant.now())).isEqualTo(RunState.INTERRUPTED);
  }

  @Test
  void aRunWhoseProcessIsGoneWasInterrupted() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    assertThat(state(info(process.pid(), Instant.now()), Instant.now()))
        .isEqualTo(RunState.INTERRUPTED);
  }

  @Test
  void aRunOnAnotherMachineIsTakenForDeadWhenItIsSilent() {
    files.write(new RunStatus(T0, List.of(), List.of(), 0, List.of()));
    RunInfo info = info(1, T0);
    assertThat(files.state(info, "there", T0.plusSeconds(119))).isEqualTo(RunState.RUNNING);
    assertThat(files.state(info, "there", T0.plusSeconds(121))).isEqualTo(RunState.INTERRUPTED);
  }

  @Test
  void theTraceIsReadFromAJournalThatACrashHasCutOff() throws IOException {
    files.folder().append(task("0123456789abcdef", true, TaskReport.Outcome.DONE, null));
    files.folder().append(task("", false, TaskReport.Outcome.FAILED, "IOException"));
    Files.writeString(files.folder().journal(), "{\"key\":\"89", StandardOpenOption.APPEND);
    Trace.write(files.folder());
    assertThat(Files.readAllLines(files.folder().trace()))
        .containsExactly(
            Trace.HEADER.trim(),
            "1,01/234567,a:b,5f,CACHED,1,2026-11-23T22:00:00Z,2026-11-23T22:00:02Z,2000,1000,50.0,"
                + "4096,7,",
            "2,,a:b,5f,FAILED,1,2026-11-23T22:00:00Z,2026-11-23T22:00:02Z,2000,1000,50.0,4096,7,"
                + "IOException");
  }

  private static TaskReport task(
      String key, boolean hit, TaskReport.Outcome outcome, String error) {
    return new TaskReport(
        key, "a:b", 1, "5f", hit, List.of(), 1, T0, T0.plusSeconds(2), 1, 4096, outcome, error, 7);
  }
}
