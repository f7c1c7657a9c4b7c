package io.bactrian.cli;

import io.bactrian.workflow.run.RunStatus;
import io.bactrian.workflow.run.StepStatus;
import io.bactrian.workflow.run.TrainingStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Progress as lines, for log files and pipes: for each step one when it is through, for each
 * training one a tenth of its epochs, and of all that goes on one every half minute.
 */
final class Lines implements Console {
  private static final long PAUSE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
  private static final int PARTS = 10;

  private final Sink sink;
  private final Supplier<RunStatus> status;
  private final long pauseNanos;
  private final Map<String, Said> said = new HashMap<>();
  private long looked;

  /** Where lines go. */
  interface Sink {
    void line(String line);

    void warned(String sentence);

    void failed(String step, String subject, String reason);
  }

  /** What was last said of a step or training: how much was done, and when. */
  private record Said(long amount, long nanos) {}

  Lines(Sink sink, Supplier<RunStatus> status) {
    this(sink, status, PAUSE_NANOS);
  }

  Lines(Sink sink, Supplier<RunStatus> status, long pauseNanos) {
    this.sink = sink;
    this.status = status;
    this.pauseNanos = pauseNanos;
  }

  @Override
  public void print(String line) {
    sink.line(line);
  }

  @Override
  public void failed(String step, String subject, String reason) {
    sink.failed(step, subject, reason);
  }

  @Override
  public void warned(String sentence) {
    sink.warned(sentence);
  }

  @Override
  public synchronized void changed() {
    long now = System.nanoTime();
    if (looked == 0 || now - looked >= LOOK_NANOS) {
      looked = now;
      look(status.get(), now, false);
    }
  }

  @Override
  public synchronized void close() {
    look(status.get(), System.nanoTime(), true);
  }

  private void look(RunStatus run, long now, boolean last) {
    for (StepStatus step : run.steps()) {
      boolean through = step.complete() || last;
      if (step.of() != 1 && isNews(step.step(), step.ended(), through, now)) {
        sink.line(words(step));
      }
    }
    for (TrainingStatus training : run.trainings()) {
      Said before = said.putIfAbsent(training.fold(), new Said(0, now));
      boolean news = before == null ? last : isNews(training, before, last, now);
      if (news) {
        said.put(training.fold(), new Said(training.scored(), now));
        String left = Console.left(training, run.time());
        sink.line(
            training.fold() + "  " + Console.words(training) + (left.isEmpty() ? "" : ", " + left));
      }
    }
  }

  /** Said when an epoch is validated, not when it begins: the score is that of the epoch. */
  private boolean isNews(TrainingStatus training, Said before, boolean last, long now) {
    int epochs = Math.max(1, training.epochs());
    boolean tenth =
        training.scored() * PARTS / epochs > before.amount() * PARTS / epochs
            || training.ended() && training.scored() > before.amount();
    return tenth || !last && now - before.nanos() >= pauseNanos;
  }

  private boolean isNews(String name, long amount, boolean through, long now) {
    Said before = said.putIfAbsent(name, new Said(0, now));
    if (before == null) {
      before = said.get(name);
    }
    boolean news = amount > before.amount() && (through || now - before.nanos() >= pauseNanos);
    if (news) {
      said.put(name, new Said(amount, now));
    }
    return news;
  }

  private static String words(StepStatus step) {
    StringBuilder words = new StringBuilder(step.step()).append("  ").append(step.ended());
    words.append(step.of() > 0 ? " of " + step.of() : " done");
    if (step.stored() > 0) {
      words.append(", ").append(step.stored()).append(" from the store");
    }
    if (step.failed() > 0) {
      words.append(", ").append(step.failed()).append(" failed");
    }
    return words.toString();
  }
}
