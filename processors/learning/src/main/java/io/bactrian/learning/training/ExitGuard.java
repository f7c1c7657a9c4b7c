package io.bactrian.learning.training;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the process end between two batches only, when it is asked to (Ctrl-C, a signal): an engine
 * that is at work while its library is taken down crashes with pages of output.
 */
final class ExitGuard implements AutoCloseable {
  private static final int LONGEST_BATCH_SECONDS = 20;

  /** What a shell says of a process that SIGTERM has ended. */
  private static final int TERMINATED = 143;

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch paused = new CountDownLatch(1);
  private final Thread hook = new Thread(this::awaitPause, "training-exit");
  private volatile boolean exiting;

  ExitGuard() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void awaitPause() {
    exiting = true;
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_BATCH_SECONDS);
    try {
      boolean done = paused.await(100, TimeUnit.MILLISECONDS);
      while (!done && !isExiting(worker) && System.nanoTime() < latest) {
        done = paused.await(100, TimeUnit.MILLISECONDS);
      }
      if (System.nanoTime() >= latest) {
        Runtime.getRuntime().halt(TERMINATED); // leaves the library as it is
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** True for a thread that has called exit itself, and waits for this very hook. */
  private static boolean isExiting(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
  }

  /** Called between batches: does not return once the process is ending. */
  void pause() {
    if (exiting) {
      paused.countDown();
      while (true) {
        LockSupport.park(this);
      }
    }
  }

  @Override
  public void close() {
    paused.countDown();
    if (!exiting) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
