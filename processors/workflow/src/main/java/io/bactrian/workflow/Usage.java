package io.bactrian.workflow;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time since a moment, and memory. */
public final class Usage {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Object SYSTEM = ManagementFactory.getOperatingSystemMXBean();
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
  public static Usage start(boolean wholeProcess) {
    return new Usage(wholeProcess);
  }

  public double cpuSeconds() {
    return Math.max(0, nanos() - start) / 1e9;
  }

  private long nanos() {
    if (wholeProcess) {
      return SYSTEM instanceof OperatingSystemMXBean bean
          ? Math.max(0, bean.getProcessCpuTime())
          : 0;
    }
    return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
  }

  /** The most memory that this process has had resident so far, native too; -1 if not known. */
  public static long peakMemoryBytes() {
    return status("VmHWM:");
  }

  /** The memory that this process has resident now, native too; -1 if not known. */
  public static long memoryBytes() {
    return status("VmRSS:");
  }

  private static long status(String field) {
    try (var lines = Files.lines(STATUS, StandardCharsets.US_ASCII)) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}
