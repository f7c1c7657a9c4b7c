package io.bactrian.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Who is computing which task, so that a second thread or process that is asked for the same waits
 * for the first. A claim saves work and nothing else: two who hold one by mistake make the same
 * result twice, and one of them is kept.
 */
final class Claims {
  private static final int LONGEST_PAUSE_MILLIS = 500;

  private final Path root;
  private final Map<String, CountDownLatch> here = new ConcurrentHashMap<>();

  /** To be closed when the task is done or has failed. */
  @FunctionalInterface
  interface Claim {
    void close() throws IOException;
  }

  /** Looks whether the task that is waited for is there. */
  @FunctionalInterface
  interface Look {
    boolean isDone() throws IOException;
  }

  Claims(Path root) {
    this.root = root;
  }

  /**
   * Claims a task, waiting while another has it.
   *
   * @param look is asked before each attempt
   * @return the claim; one of nothing when the task is done
   */
  Claim await(String key, Look look) throws IOException {
    CountDownLatch mine = new CountDownLatch(1);
    try {
      for (CountDownLatch other = here.putIfAbsent(key, mine);
          other != null;
          other = here.putIfAbsent(key, mine)) {
        other.await();
      }
      boolean claimed = false;
      try {
        claimed = claimFile(key, look);
      } finally {
        if (!claimed) {
          release(key, mine);
        }
      }
      return claimed ? () -> release(key, mine, file(key)) : () -> {};
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while another computes the same task", e);
    }
  }

  private boolean claimFile(String key, Look look) throws IOException, InterruptedException {
    int pause = 5;
    while (!look.isDone()) {
      try {
        Owner.in(root);
        Files.createDirectories(file(key).getParent());
        Files.writeString(
            file(key), Owner.id(), StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
        return true;
      } catch (FileAlreadyExistsException e) {
        if (isAbandoned(file(key))) {
          Files.deleteIfExists(file(key));
        } else {
          TimeUnit.MILLISECONDS.sleep(pause);
          pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
      }
    }
    return false;
  }

  /**
   * A claim without a name is one that is being written. One of this process is of another store.
   */
  private boolean isAbandoned(Path file) throws IOException {
    try {
      String owner = Files.readString(file, StandardCharsets.US_ASCII);
      boolean nameless = owner.isEmpty() && isOld(file);
      return nameless || (!owner.isEmpty() && Owner.isGone(root, owner));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static boolean isOld(Path file) throws IOException {
    long age = System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
    return age > Owner.LEASE.toMillis();
  }

  private void release(String key, CountDownLatch mine, Path file) throws IOException {
    try {
      Files.deleteIfExists(file);
    } finally {
      release(key, mine);
    }
  }

  private void release(String key, CountDownLatch mine) {
    here.remove(key, mine);
    mine.countDown();
  }

  private Path file(String key) {
    return root.resolve(".claims").resolve(key);
  }
}
