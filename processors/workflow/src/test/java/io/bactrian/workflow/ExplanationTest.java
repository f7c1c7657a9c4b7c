package io.bactrian.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two steps for two subjects; the second takes what the first has made. */
class ExplanationTest {
  @TempDir Path folder;
  private Path work;

  @BeforeEach
  void work() throws IOException {
    work = folder.resolve("work");
    Files.writeString(folder.resolve("jane"), "abc");
    Files.writeString(folder.resolve("john"), "xyz");
  }

  private RunFolder run(String option) {
    RunFolder run = RunFolder.create(work, Instant.now());
    TaskStore store = new TaskStore(work, run::append, false);
    for (String subject : List.of("jane", "john")) {
      Path first = step(store, "repeat", subject, Map.of("times", option), folder.resolve(subject));
      step(store, "cut", subject, Map.of("to", "2"), first.resolve("result"));
    }
    return run;
  }

  private static Path step(
      TaskStore store, String step, String subject, Map<String, String> options, Path input) {
    return store.run(
        new Task(step, 1, new TreeMap<>(options), List.of(input), List.of("Channel_0")),
        new TaskContext(step + ":text", subject),
        into ->
            Files.writeString(
                into.resolve("result"), Files.readString(input) + options.values() + step));
  }

  @Test
  void theFirstRunComputesAllAndTheSameAgainNothing() {
    assertThat(new Explanation(run("2")).ofAll())
        .containsExactly(
            "repeat:text: 0 from the store, 2 computed, 0 failed",
            "  2 because nothing like it was stored",
            "cut:text: 0 from the store, 2 computed, 0 failed",
            "  2 because nothing like it was stored");
    assertThat(new Explanation(run("2")).ofAll())
        .containsExactly(
            "repeat:text: 2 from the store, 0 computed, 0 failed",
            "cut:text: 2 from the store, 0 computed, 0 failed");
  }

  @Test
  void aChangedOptionIsNamedWithOldAndNewValueAndWhatFollowsFromIt() {
    run("2");
    RunFolder second = run("3");
    assertThat(new Explanation(second).ofAll())
        .containsExactly(
            "repeat:text: 0 from the store, 2 computed, 0 failed",
            "  2 because option times: 2 -> 3",
            "cut:text: 0 from the store, 2 computed, 0 failed",
            "  2 because input Channel_0 was made anew by repeat:text");
    assertThat(new Explanation(second).of("cut:text").subList(0, 4))
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).endsWith(": computed, because of");
              assertThat(lines.get(1)).matches("  input Channel_0: [0-9a-f]{8} -> [0-9a-f]{8}");
              assertThat(lines.get(2)).startsWith("    repeat:text ");
              assertThat(lines.get(3)).isEqualTo("      option times: 2 -> 3");
            });
    assertThat(new Explanation(second).of("john"))
        .filteredOn(line -> !line.startsWith(" "))
        .hasSize(2)
        .noneMatch(line -> line.contains("john"));
  }

  @Test
  void aChangedFileIsNamedForItsSubjectAlone() throws IOException {
    run("2");
    Files.writeString(folder.resolve("john"), "XYZ");
    assertThat(new Explanation(run("2")).ofAll())
        .containsExactly(
            "repeat:text: 1 from the store, 1 computed, 0 failed",
            "  1 because input Channel_0 has other content",
            "cut:text: 1 from the store, 1 computed, 0 failed",
            "  1 because input Channel_0 was made anew by repeat:text");
  }

  @Test
  void theJournalDoesNotTellThePatient() {
    assertThat(run("2").journal()).content().doesNotContain("jane").doesNotContain("john");
  }

  @Test
  void anUnknownTaskIsTheUsersMistake() {
    RunFolder run = run("2");
    assertThatThrownBy(() -> new Explanation(run).of("nothing"))
        .isInstanceOf(MissingFileException.class)
        .hasMessageContaining("The run has no task nothing")
        .hasMessageContaining("[cut:text, repeat:text]");
  }

  @Test
  void cleaningByRunSparesWhatAnotherRunNeeds() {
    RunFolder first = run("2");
    RunFolder second = run("3");
    assertThat(new Clean(work, true, List.of()).runs(List.of(first)).tasks()).isEqualTo(4);
    assertThat(new Clean(work, false, List.of()).runs(List.of(first)).tasks()).isEqualTo(4);
    assertThat(first.path()).doesNotExist();
    assertThat(new Explanation(run("3")).ofAll()).noneMatch(line -> line.contains("because"));
    Clean.Result removed = new Clean(work, false, List.of()).runs(List.of(second));
    assertThat(removed.runs()).isEqualTo(1);
    assertThat(removed.tasks()).isZero();
  }

  @Test
  void whatARunUsesThatGoesOnIsSpared() {
    RunFolder ended = run("2");
    RunFolder active = run("3");
    Clean clean = new Clean(work, false, List.of(active));
    assertThatThrownBy(() -> clean.runs(List.of(ended, active)))
        .isInstanceOf(ActiveRunException.class)
        .hasMessageContaining("The run " + active.id() + " goes on")
        .hasMessageContaining("wait until it has ended");
    assertThat(ended.path()).exists();
    assertThat(clean.notUsedSince(Instant.now().plusSeconds(60)).tasks()).isEqualTo(4);
    assertThat(new Explanation(run("3")).ofAll()).noneMatch(line -> line.contains("because"));
    assertThat(new Explanation(run("2")).ofAll()).anyMatch(line -> line.contains("because"));
  }

  @Test
  void cleaningByAgeRemovesFoldersOfRunsButNoneThatGoesOnOrIsNew() throws IOException {
    Path old = run("20200101T000000.000Z-000001", 400);
    Path going = run("20200101T000000.000Z-000002", 400);
    Path recent = run("20200101T000000.000Z-000003", 5);
    Instant time = Instant.now().minus(java.time.Duration.ofDays(30));
    List<RunFolder> active = List.of(RunFolder.open(work, "000002"));
    Clean.Result told = new Clean(work, true, active).notUsedSince(time);
    assertThat(told).isEqualTo(new Clean.Result(1, 0, 1000));
    assertThat(old).isDirectory();
    assertThat(new Clean(work, false, active).notUsedSince(time)).isEqualTo(told);
    assertThat(old).doesNotExist();
    assertThat(going.resolve("journal.jsonl")).hasSize(1000);
    assertThat(recent.resolve("journal.jsonl")).hasSize(1000);
    assertThat(work.resolve(".partial")).isEmptyDirectory();
    assertThat(new Clean(work, false, active).notUsedSince(time))
        .isEqualTo(new Clean.Result(0, 0, 0));
  }

  /** The folder of a run that last wrote some days ago. */
  private Path run(String id, int daysAgo) throws IOException {
    Path run = Files.createDirectories(work.resolve("runs").resolve(id));
    Files.write(run.resolve("journal.jsonl"), new byte[1000]);
    var time =
        java.nio.file.attribute.FileTime.from(
            Instant.now().minus(java.time.Duration.ofDays(daysAgo)));
    Files.setLastModifiedTime(run.resolve("journal.jsonl"), time);
    Files.setLastModifiedTime(run, time);
    return run;
  }

  @Test
  void cleaningRemovesWhatNobodyRefersToAndWhatIsOld() {
    run("2");
    TaskStore quiet = new TaskStore(work);
    step(quiet, "repeat", "jane", Map.of("times", "9"), folder.resolve("jane"));
    assertThat(new Clean(work, false, List.of()).unreferenced().tasks()).isEqualTo(1);
    assertThat(
            new Clean(work, false, List.of()).notUsedSince(Instant.now().minusSeconds(60)).tasks())
        .isZero();
    assertThat(new Clean(work, true, List.of()).notUsedSince(Instant.now().plusSeconds(60)).tasks())
        .isEqualTo(4);
    assertThat(
            new Clean(work, false, List.of()).notUsedSince(Instant.now().plusSeconds(60)).tasks())
        .isEqualTo(4);
    assertThat(new Explanation(run("2")).ofAll().get(1)).contains("nothing like it was stored");
  }
}
