package io.bactrian.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Progress as plain lines, for log files and pipes: one an epoch, or every few seconds. */
final class Lines extends Console {
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Map<String, Integer> ended = new HashMap<>();
  private final Map<String, Long> printed = new HashMap<>();
  private final Map<String, Start> starts = new HashMap<>();

  /** When a training was first heard of, and in which epoch: it may go on from a checkpoint. */
  private record Start(long nanos, int epoch) {}

  Lines(PrintStream out) {
    super(out);
  }

  @Override
  public synchronized void ended(String step, boolean done, int of) {
    int count = ended.merge(step, 1, Integer::sum);
    if (of > 1) {
      if (count % of == 0 || isTime(step)) {
        print(step + "  " + ((count - 1) % of + 1) + " of " + of);
      }
    }
  }

  private boolean isTime(String what) {
    long now = System.nanoTime();
    Long last = printed.putIfAbsent(what, now);
    if (last == null || now - last < PAUSE_NANOS) {
      return false;
    }
    printed.put(what, now);
    return true;
  }

  @Override
  public synchronized void trained(
      String fold, int epoch, int epochs, int batch, int batches, double loss) {
    starts.putIfAbsent(fold, new Start(System.nanoTime(), epoch));
    if (batch < batches && isTime(fold)) {
      print(
          fold
              + "  epoch "
              + epoch
              + ", batch "
              + batch
              + " of "
              + batches
              + ": loss "
              + number(loss));
    }
  }

  @Override
  public synchronized void validated(
      String fold, int epoch, int epochs, double loss, double score, double best) {
    printed.put(fold, System.nanoTime());
    Start start = starts.get(fold);
    String left = "";
    if (start != null && epoch < epochs) {
      long each = (System.nanoTime() - start.nanos()) / (epoch - start.epoch() + 1);
      left = ", at most " + time(Duration.ofNanos(each * (epochs - epoch))) + " left";
    }
    print(
        fold
            + "  epoch "
            + epoch
            + " of "
            + epochs
            + ": loss "
            + number(loss)
            + ", score "
            + number(score)
            + " (best "
            + number(best)
            + ")"
            + left);
  }

  @Override
  void close() {
    // Every line is whole.
  }
}
