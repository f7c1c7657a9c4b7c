package io.bactrian.step;

import io.bactrian.workflow.TaskStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that is interrupted when it takes too long. */
final class TimeLimit {
  private static final long GRACE_MILLIS = 2000;

  private TimeLimit() {}

  /**
   * @throws StepTimeoutException when the time is over; native code that cannot be interrupted may
   *     then still run for a while, into a folder that nobody looks at
   */
  static void run(String step, long millis, TaskStore.Work work, Path folder) throws IOException {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              work.into(folder);
              return null;
            });
    Thread thread = new Thread(task, Thread.currentThread().getName() + " " + step);
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      stop(task, thread);
      throw new StepTimeoutException(step, millis, e);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted during " + step);
    } catch (ExecutionException e) {
      rethrow(e.getCause());
    }
  }

  private static void stop(FutureTask<Void> task, Thread thread) throws IOException {
    task.cancel(true);
    try {
      thread.join(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(Throwable failure) throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    } else if (failure instanceof RuntimeException runtime) {
      throw runtime;
    } else if (failure instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException(failure);
  }
}
