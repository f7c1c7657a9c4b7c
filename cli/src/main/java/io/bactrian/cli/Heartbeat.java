package io.bactrian.cli;

import io.bactrian.workflow.Usage;
import io.bactrian.workflow.run.RunFiles;
import io.bactrian.workflow.run.RunProgress;
import io.bactrian.workflow.run.Sample;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second what the process uses, and writes every few seconds how far the run is: what
 * {@code bactrian status} reads, and what a run that is killed leaves.
 */
final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final int WRITE_EVERY = 5;

  private final RunProgress counts;
  private final RunFiles files;
  private final ScheduledExecutorService timer;
  private Usage usage = Usage.start(true);
  private long lastNanos = System.nanoTime();
  private int beats;

  Heartbeat(RunProgress counts, RunFiles files) {
    this.counts = counts;
    this.files = files;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleAtFixedRate(this::beat, 0, 1, TimeUnit.SECONDS);
  }

  private synchronized void beat() {
    long now = System.nanoTime();
    double seconds = (now - lastNanos) / 1e9;
    // Two beats that follow each other at once tell nothing.
    if (seconds > 0.2) {
      double cpus = usage.cpuSeconds() / seconds;
      usage = Usage.start(true);
      lastNanos = now;
      counts.sample(new Sample(Instant.now(), cpus, Usage.memoryBytes()));
    }
    if (beats++ % WRITE_EVERY == 0) {
      write();
    }
  }

  private void write() {
    try {
      files.write(counts.status(Instant.now()));
    } catch (UncheckedIOException e) {
      // The run is worth more than its display.
      LOG.warn("Cannot write the status of the run: {}", e.getMessage());
    }
  }

  /** Writes how things ended. */
  @Override
  public void close() {
    timer.shutdownNow();
    beats = 0;
    beat();
  }
}
