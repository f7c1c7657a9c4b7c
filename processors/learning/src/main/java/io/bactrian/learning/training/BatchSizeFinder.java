package io.bactrian.learning.training;

import io.bactrian.safety.AtomicFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The largest batch that can be trained on, by doubling from 1: until a step would need more memory
 * than there is, takes too long, fails for want of memory, or is all of an epoch.
 *
 * @param trials in their order
 * @param size the largest that was done
 */
record BatchSizeFinder(List<Trial> trials, int size) {
  /**
   * One batch size.
   *
   * @param mebibytes that a step needs, as estimated before
   * @param seconds of a step; NaN when none was tried or it failed
   * @param outcome {@code done}, or why no larger one is tried
   */
  record Trial(int size, double mebibytes, double seconds, String outcome) {}

  /** Does one step, and says how many seconds it took. */
  @FunctionalInterface
  interface Step {
    double seconds(int batchSize) throws InterruptedException;
  }

  static final String TABLE = "batch_size_finder.csv";

  /** Of the free memory, for what the estimate leaves out: buffers of the engine's kernels. */
  private static final double SHARE = 0.5;

  private static final double MOST_SECONDS = 60;

  /**
   * @param fixedBytes of the weights and all that belongs to them
   * @param bytesOfPatch that each patch of a batch adds
   * @param freeBytes see {@link #freeBytes}
   * @param most patches an epoch has
   * @throws TrainingException when not even one patch can be trained on
   */
  static BatchSizeFinder run(
      long fixedBytes, long bytesOfPatch, long freeBytes, int most, Step step)
      throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    int best = 0;
    for (int size = 1; size <= most && best == size / 2; size *= 2) {
      double bytes = fixedBytes + (double) size * bytesOfPatch;
      Trial trial = trial(size, bytes, SHARE * freeBytes, step);
      trials.add(trial);
      best = trial.outcome().equals("done") ? size : best;
    }
    if (best == 0) {
      throw new TrainingException(
          "Not even one patch can be trained on: " + trials.get(0).outcome(),
          "auto_batch_size_find",
          "a patch that fits into the memory of this machine",
          "lower patch_size, base_filters or depth, or use a machine with more memory");
    }
    return new BatchSizeFinder(List.copyOf(trials), best);
  }

  private static Trial trial(int size, double bytes, double limit, Step step)
      throws InterruptedException {
    double mebibytes = bytes / (1 << 20);
    if (bytes > limit) {
      String reason =
          String.format(Locale.ROOT, "needs more memory than %.0f MiB", limit / (1 << 20));
      return new Trial(size, mebibytes, Double.NaN, reason);
    }
    try {
      double seconds = step.seconds(size);
      String outcome = seconds <= MOST_SECONDS ? "done" : "a step takes too long";
      return new Trial(size, mebibytes, seconds, outcome);
    } catch (OutOfMemoryError e) {
      return new Trial(size, mebibytes, Double.NaN, "there was not enough memory");
    } catch (RuntimeException e) {
      if (isShortage(e)) {
        return new Trial(size, mebibytes, Double.NaN, "there was not enough memory");
      }
      throw e;
    }
  }

  /** The engine says so in words alone. */
  private static boolean isShortage(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("memory") || message.contains("bad_alloc");
  }

  /**
   * Memory that this process may still take: what Linux calls available, less than a container's.
   */
  static long freeBytes() {
    long free = systemBytes();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemAvailable:")) {
          free = Math.min(free, Long.parseLong(line.replaceAll("[^0-9]", "")) << 10);
        }
      }
    } catch (IOException e) {
      return free / 2; // no Linux: others may use the rest
    }
    return free;
  }

  /** All memory of the machine or, as the virtual machine knows it, of the container. */
  private static long systemBytes() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  /** Writes {@link #TABLE}. */
  void write(Path folder) {
    StringBuilder table =
        new StringBuilder("batch_size,estimated_mebibytes,seconds,patches_per_second,outcome\n");
    for (Trial trial : trials) {
      boolean timed = !Double.isNaN(trial.seconds());
      table.append(String.format(Locale.ROOT, "%d,%.1f,", trial.size(), trial.mebibytes()));
      table.append(
          timed
              ? String.format(
                  Locale.ROOT, "%.4f,%.3f,", trial.seconds(), trial.size() / trial.seconds())
              : ",,");
      table.append(trial.outcome()).append('\n');
    }
    AtomicFiles.writeText(folder.resolve(TABLE), table.toString());
  }
}
