package io.bactrian.workflow;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time since a moment, and memory. */
final class Usage {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Path STATUS = Path.of("/proc/self/status");

  private final boolean wholeProcess;
  private final long start;

  private Usage(boolean wholeProcess) {
    this.wholeProcess = wholeProcess;
    this.start = nanos();
  }

  /**
   * Starts to count.
   *
   * @param wholeProcess the time of all threads, or else of this one
   */
  static Usage start(boolean wholeProcess) {
    return new Usage(wholeProcess);
  }

  double cpuSeconds() {
    return Math.max(0, nanos() - start) / 1e9;
  }

  private long nanos() {
    if (wholeProcess) {
      return ProcessHandle.current().info().totalCpuDuration().map(d -> d.toNanos()).orElse(0L);
    }
    return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
  }

  /** The most memory that this process has had resident so far, native too; -1 if not known. */
  static long peakMemoryBytes() {
    try (var lines = Files.lines(STATUS, StandardCharsets.US_ASCII)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}
