package io.bactrian.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.safety.MissingFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskStoreTest {
  @TempDir Path folder;
  private Path input;
  private TaskStore store;
  private final AtomicInteger runs = new AtomicInteger();

  @BeforeEach
  void anInput() throws IOException {
    input = folder.resolve("patient-jane.txt");
    Files.writeString(input, "abc");
    store = new TaskStore(folder.resolve("work"));
  }

  private Task task(int version, String option) {
    return new Task("double", version, new TreeMap<>(Map.of("times", option)), List.of(input));
  }

  private void doubling(Path into) throws IOException {
    runs.incrementAndGet();
    Files.writeString(into.resolve("result.txt"), Files.readString(input).repeat(2));
  }

  @Test
  void theSameTaskIsAnsweredFromTheStore() throws IOException {
    Path first = store.run(task(1, "2"), this::doubling);
    Path second = new TaskStore(folder.resolve("work")).run(task(1, "2"), this::doubling);
    assertThat(second).isEqualTo(first);
    assertThat(runs).hasValue(1);
    assertThat(first.resolve("result.txt")).hasContent("abcabc");
  }

  @Test
  void anotherOptionVersionOrContentIsAnotherTask() throws IOException {
    Path first = store.run(task(1, "2"), this::doubling);
    assertThat(store.run(task(1, "3"), this::doubling)).isNotEqualTo(first);
    assertThat(store.run(task(2, "2"), this::doubling)).isNotEqualTo(first);
    Files.writeString(input, "abcd");
    assertThat(store.run(task(1, "2"), this::doubling)).isNotEqualTo(first);
    assertThat(runs).hasValue(4);
  }

  @Test
  void aFileOfTheSameContentIsTheSameInput() throws IOException {
    String key = store.key(task(1, "2"));
    input = Files.copy(input, folder.resolve("copy.txt"));
    assertThat(store.key(task(1, "2"))).isEqualTo(key);
  }

  @Test
  void aTaskThatFailsLeavesNothing() {
    assertThatThrownBy(
            () ->
                store.run(
                    task(1, "2"),
                    into -> {
                      Files.writeString(into.resolve("half.txt"), "half");
                      throw new IOException("disk full");
                    }))
        .hasMessage("Task double: disk full");
    assertThat(folder.resolve("work/.partial")).isEmptyDirectory();
    store.run(task(1, "2"), this::doubling);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aResultThatLostAFileIsMadeAgain() throws IOException {
    Path first = store.run(task(1, "2"), this::doubling);
    Files.delete(first.resolve("result.txt"));
    assertThat(store.run(task(1, "2"), this::doubling).resolve("result.txt")).exists();
    assertThat(runs).hasValue(2);
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException, InterruptedException {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    String self = Owner.id();
    String machine = self.substring(0, self.indexOf("." + ProcessHandle.current().pid() + "."));
    Path left = folder.resolve("work/.partial/" + machine + "." + ended.pid() + ".1.x");
    Files.createDirectories(left);
    Files.writeString(left.resolve("half.txt"), "half");
    TaskStore again = new TaskStore(folder.resolve("work"));
    assertThat(again.root().resolve(".partial")).isEmptyDirectory();
  }

  @Test
  void noNameInTheStoreTellsThePatient() throws IOException {
    store.run(task(1, "2"), this::doubling);
    try (var files = Files.walk(folder.resolve("work"))) {
      assertThat(files.map(file -> folder.relativize(file).toString()))
          .noneMatch(name -> name.contains("jane"));
    }
    assertThat(folder.resolve("work/digests")).content().doesNotContain("jane");
  }

  @Test
  void aMissingInputIsTheUsersMistake() {
    input = folder.resolve("gone.txt");
    assertThatThrownBy(() -> store.run(task(1, "2"), this::doubling))
        .isInstanceOf(MissingFileException.class)
        .hasMessageStartingWith("The file gone.txt does not exist");
  }
}
