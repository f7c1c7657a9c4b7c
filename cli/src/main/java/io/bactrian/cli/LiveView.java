package io.bactrian.cli;

import io.bactrian.workflow.run.RunStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * All steps of a run on a terminal, a line each, drawn again in place a few times a second. Lines
 * that stay are put above.
 */
final class LiveView implements Console {
  private static final int DRAW_MILLIS = 250;
  private static final long MEASURE_NANOS = Duration.ofSeconds(3).toNanos();
  private static final String UP = "\u001b[%dA";
  private static final String ERASE_BELOW = "\r\u001b[J";

  private final PrintStream out;
  private final String title;
  private final Supplier<RunStatus> status;
  private final Supplier<Terminal> measure;
  private final ScheduledExecutorService timer;
  private Terminal terminal;
  private long measured;
  private int drawn;
  private boolean closed;

  LiveView(PrintStream out, String title, Supplier<RunStatus> status, Supplier<Terminal> measure) {
    this.out = out;
    this.title = title;
    this.status = status;
    this.measure = measure;
    this.terminal = measure.get();
    this.measured = System.nanoTime();
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "progress");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleWithFixedDelay(this::tick, 0, DRAW_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    if (System.nanoTime() - measured > MEASURE_NANOS) {
      terminal = measure.get();
      measured = System.nanoTime();
    }
    draw("");
  }

  /** Puts {@code above} where the view was, and the view below it. */
  private synchronized void draw(String above) {
    if (closed) {
      out.print(above);
    } else {
      StringBuilder text = new StringBuilder(erase()).append(above);
      List<String> lines = new StatusLines(title, status.get(), terminal).lines();
      lines.forEach(line -> text.append(line).append('\n'));
      drawn = lines.size();
      out.print(text);
    }
    out.flush();
  }

  private String erase() {
    return drawn == 0 ? "" : String.format(UP, drawn) + ERASE_BELOW;
  }

  @Override
  public void print(String line) {
    draw(line + "\n");
  }

  @Override
  public void changed() {
    // The timer draws.
  }

  /** Leaves the last state on the terminal. */
  @Override
  public void close() {
    timer.shutdownNow();
    synchronized (this) {
      draw("");
      closed = true;
    }
  }
}
