package io.bactrian.step;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The processors and the memory of this machine, lent to steps in the order in which they ask: who
 * asks for much is not passed by those who ask for little, so a training is never starved by
 * preprocessing. Who waits keeps its thread, and so holds back what comes after it.
 */
public final class Resources {
  private final int cpus;
  private final long mebibytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Condition> line = new ArrayDeque<>();
  private int freeCpus;
  private long freeMebibytes;

  /** What is lent; closing gives it back. */
  public final class Loan implements AutoCloseable {
    private final int cpus;
    private final long mebibytes;

    private Loan(int cpus, long mebibytes) {
      this.cpus = cpus;
      this.mebibytes = mebibytes;
    }

    public int cpus() {
      return cpus;
    }

    public long mebibytes() {
      return mebibytes;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        freeCpus += cpus;
        freeMebibytes += mebibytes;
        callNext();
      } finally {
        lock.unlock();
      }
    }
  }

  public Resources(int cpus, long mebibytes) {
    this.cpus = Math.max(1, cpus);
    this.mebibytes = Math.max(1, mebibytes);
    this.freeCpus = this.cpus;
    this.freeMebibytes = this.mebibytes;
  }

  /** All that the machine, or the container, has. */
  public static Resources ofMachine() {
    return new Resources(Runtime.getRuntime().availableProcessors(), machineMebibytes());
  }

  static long machineMebibytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize() >> 20
        : Runtime.getRuntime().maxMemory() >> 20;
  }

  public int cpus() {
    return cpus;
  }

  public long mebibytes() {
    return mebibytes;
  }

  /**
   * Waits in line for processors and memory.
   *
   * @param wantedCpus 0 for all; more than there are counts as all
   * @param wantedMebibytes more than there is counts as all
   */
  public Loan acquire(int wantedCpus, long wantedMebibytes) throws InterruptedException {
    int takenCpus = wantedCpus <= 0 ? cpus : Math.min(wantedCpus, cpus);
    long takenMebibytes = Math.min(Math.max(0, wantedMebibytes), mebibytes);
    lock.lockInterruptibly();
    try {
      Condition turn = lock.newCondition();
      line.addLast(turn);
      try {
        while (line.peekFirst() != turn || freeCpus < takenCpus || freeMebibytes < takenMebibytes) {
          turn.await();
        }
        freeCpus -= takenCpus;
        freeMebibytes -= takenMebibytes;
      } finally {
        line.remove(turn);
        callNext();
      }
      return new Loan(takenCpus, takenMebibytes);
    } finally {
      lock.unlock();
    }
  }

  private void callNext() {
    Condition next = line.peekFirst();
    if (next != null) {
      next.signal();
    }
  }
}
