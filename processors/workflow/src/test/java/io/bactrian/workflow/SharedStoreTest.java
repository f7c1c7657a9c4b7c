package io.bactrian.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several stores on one folder, as several processes have them, and doubts about what is stored.
 */
class SharedStoreTest {
  @TempDir Path folder;
  private Path input;
  private final AtomicInteger runs = new AtomicInteger();
  private final List<TaskReport> reports = new ArrayList<>();

  @BeforeEach
  void anInput() throws IOException {
    input = Files.writeString(folder.resolve("input.txt"), "abc");
  }

  private TaskStore store(boolean verify) {
    return new TaskStore(folder.resolve("work"), reports::add, verify);
  }

  private Task task() {
    return new Task("copy", 1, new TreeMap<>(Map.of("times", "1")), List.of(input));
  }

  private void copy(Path into) throws IOException {
    runs.incrementAndGet();
    Files.copy(input, into.resolve("result.txt"));
  }

  @Test
  void whoAsksForATaskThatAnotherComputesWaitsForIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Path> first =
        CompletableFuture.supplyAsync(
            () ->
                store(false)
                    .run(
                        task(),
                        into -> {
                          begun.countDown();
                          pause(300);
                          copy(into);
                        }));
    begun.await();
    Path second = store(false).run(task(), this::copy);
    assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(second);
    assertThat(runs).hasValue(1);
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theClaimOfAnotherMachineThatFellSilentIsTakenOver() throws IOException {
    TaskStore store = store(false);
    String key = store.key(task());
    Path work = folder.resolve("work");
    Files.createDirectories(work.resolve(".claims"));
    Files.writeString(work.resolve(".claims").resolve(key), "elsewhere.1.5.7");
    Path heartbeat = Files.createDirectories(work.resolve(".owners")).resolve("elsewhere.1.5.7");
    Files.writeString(heartbeat, "");
    Files.setLastModifiedTime(
        heartbeat, FileTime.from(Instant.now().minus(Owner.LEASE).minus(Duration.ofMinutes(1))));
    assertThat(store.run(task(), this::copy).resolve("result.txt")).hasContent("abc");
    assertThat(work.resolve(".claims")).isEmptyDirectory();
  }

  @Test
  void whatAnotherMachineIsWorkingOnIsLeftAloneUntilItFallsSilent() throws IOException {
    Path work = folder.resolve("work");
    Path partial = Files.createDirectories(work.resolve(".partial/elsewhere.1.5.7.x"));
    Path heartbeat = Files.createDirectories(work.resolve(".owners")).resolve("elsewhere.1.5.7");
    Files.writeString(heartbeat, "");
    store(false);
    assertThat(partial).exists();
    Files.setLastModifiedTime(
        heartbeat, FileTime.from(Instant.now().minus(Owner.LEASE).minus(Duration.ofMinutes(1))));
    store(false);
    assertThat(partial).doesNotExist();
  }

  @Test
  void aDamagedResultOfTheSameSizeIsFoundByVerifying() throws IOException {
    Path result = store(false).run(task(), this::copy).resolve("result.txt");
    Files.writeString(result, "abX");
    store(false).run(task(), this::copy);
    assertThat(runs).as("size and time are trusted").hasValue(1);
    store(true).run(task(), this::copy);
    assertThat(result).hasContent("abc");
    assertThat(reports.get(2).changes())
        .singleElement()
        .extracting(Change::what)
        .isEqualTo("output result.txt");
  }

  @Test
  void anInputThatChangedBehindItsTimeIsFoundByVerifying() throws IOException {
    FileTime old = FileTime.from(Instant.now().minusSeconds(60));
    Files.setLastModifiedTime(input, old);
    String before = store(false).key(task());
    Files.writeString(input, "abX");
    Files.setLastModifiedTime(input, old);
    assertThat(store(false).key(task())).isEqualTo(before);
    assertThat(store(true).key(task())).isNotEqualTo(before);
  }

  @Test
  void anInputThatIsWrittenTwiceInOneMomentIsReadAgain() throws IOException {
    TaskStore store = store(false);
    FileTime now = Files.getLastModifiedTime(input);
    String before = store.key(task());
    Files.writeString(input, "abX");
    Files.setLastModifiedTime(input, now);
    assertThat(store.key(task())).isNotEqualTo(before);
  }

  @Test
  void aRecordThatWasCutOffIsNotTrusted() throws IOException {
    Path result = store(false).run(task(), this::copy);
    Files.writeString(result.resolve("task.json"), "{\"key\":");
    assertThat(store(false).run(task(), this::copy).resolve("result.txt")).hasContent("abc");
    assertThat(runs).hasValue(2);
  }

  @Test
  void theDigestTableHoldsWhatItWasGiven() {
    DigestTable table = new DigestTable();
    for (int i = 0; i < 5000; i++) {
      table.put(Digests.ofText("file " + i), Digests.ofText("content " + i));
    }
    for (int i = 0; i < 5000; i++) {
      assertThat(table.get(Digests.ofText("file " + i))).isEqualTo(Digests.ofText("content " + i));
    }
    assertThat(table.get(Digests.ofText("another"))).isNull();
  }
}
