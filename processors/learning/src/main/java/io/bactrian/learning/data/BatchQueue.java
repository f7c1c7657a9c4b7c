package io.bactrian.learning.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands patches of an epoch out to threads in order, and complete batches on in order. There are as
 * many batches as it was made with, so that threads wait when the consumer is slow.
 */
final class BatchQueue {
  /** One patch to make. */
  record Task(Filling filling, EpochPlan plan, int position, Batch batch, int slot) {}

  /** A batch while threads write into it. */
  private static final class Filling {
    final Batch batch;
    int unassigned;
    int atWork;
    boolean dropped;
    int failedSlot = Integer.MAX_VALUE;
    Throwable failure;

    Filling(Batch batch, int patches) {
      this.batch = batch;
      this.unassigned = patches;
    }

    boolean complete() {
      return unassigned == 0 && atWork == 0;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition workAvailable = lock.newCondition();
  private final Condition batchComplete = lock.newCondition();
  private final Deque<Batch> free;
  private final int all;
  private final int batchSize;
  private final Map<Integer, Filling> filling = new HashMap<>();
  private EpochPlan plan;
  private int nextPosition;
  private int nextBatch;
  private int lent;
  private long waitedNanos;
  private boolean closed;

  BatchQueue(List<Batch> batches, int batchSize) {
    this.free = new ArrayDeque<>(batches);
    this.all = batches.size();
    this.batchSize = batchSize;
  }

  void start(EpochPlan newPlan) {
    lock.lock();
    try {
      requireOpen();
      for (Filling dropped : filling.values()) {
        dropped.dropped = true;
        freeWhenIdle(dropped);
      }
      filling.clear();
      plan = newPlan;
      nextPosition = 0;
      nextBatch = 0;
      workAvailable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next patch to make, or null when closed. */
  Task take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !patchDue()) {
        workAvailable.await();
      }
      if (closed) {
        return null;
      }
      int position = nextPosition++;
      int slot = position % batchSize;
      if (slot == 0) {
        int patches = Math.min(batchSize, plan.size() - position);
        Batch batch = free.remove();
        batch.limitTo(patches);
        filling.put(position / batchSize, new Filling(batch, patches));
      }
      Filling target = filling.get(position / batchSize);
      target.unassigned--;
      target.atWork++;
      return new Task(target, plan, position, target.batch, slot);
    } finally {
      lock.unlock();
    }
  }

  private boolean patchDue() {
    return plan != null
        && nextPosition < plan.size()
        && (nextPosition % batchSize != 0 || !free.isEmpty());
  }

  void done(Task task, Throwable failure) {
    lock.lock();
    try {
      Filling target = task.filling();
      target.atWork--;
      if (failure != null && task.slot() < target.failedSlot) {
        target.failedSlot = task.slot(); // the same failure whichever thread was faster
        target.failure = failure;
      }
      if (target.dropped) {
        freeWhenIdle(target);
      } else if (target.complete()) {
        batchComplete.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void freeWhenIdle(Filling dropped) {
    if (dropped.atWork == 0) {
      free.add(dropped.batch);
      workAvailable.signalAll();
    }
  }

  Batch next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      requireOpen();
      if (plan == null) {
        throw new IllegalStateException("No epoch was started");
      }
      if ((long) nextBatch * batchSize >= plan.size()) {
        return null;
      }
      if (lent == all) {
        throw new IllegalStateException("All " + all + " batches are open; close one first");
      }
      Filling due = awaitBatch();
      if (due.failure != null) {
        rethrow(due.failure);
      }
      filling.remove(nextBatch++);
      due.batch.setLent(true);
      lent++;
      return due.batch;
    } finally {
      lock.unlock();
    }
  }

  private Filling awaitBatch() throws InterruptedException {
    Filling due = filling.get(nextBatch);
    if (due != null && due.complete()) {
      return due;
    }
    long begin = System.nanoTime();
    try {
      while (due == null || !due.complete()) {
        batchComplete.await();
        requireOpen();
        due = filling.get(nextBatch);
      }
      return due;
    } finally {
      waitedNanos += System.nanoTime() - begin;
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  void giveBack(Batch batch) {
    lock.lock();
    try {
      if (batch.isLent()) {
        batch.setLent(false);
        lent--;
        free.add(batch);
        workAvailable.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  long waitedNanos() {
    lock.lock();
    try {
      return waitedNanos;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      workAvailable.signalAll();
      batchComplete.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The patch loader is closed");
    }
  }
}
