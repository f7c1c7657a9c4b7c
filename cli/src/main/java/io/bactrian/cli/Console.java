package io.bactrian.cli;

import io.bactrian.workflow.run.RunStatus;
import io.bactrian.workflow.run.TrainingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/** Where the progress of a run is shown. */
interface Console extends AutoCloseable {
  /**
   * The console that fits: a live view where the launcher has seen a terminal, lines elsewhere, and
   * the log where that is to be JSON.
   *
   * @param title of the run, shown above its steps
   * @param status how things are, asked for again and again
   */
  static Console create(String title, Supplier<RunStatus> status, boolean json) {
    if (json) {
      return new Lines(new JsonLines(), status);
    }
    return Boolean.getBoolean("bactrian.terminal")
        ? new LiveView(System.err, title, status, Terminal::size)
        : new Lines(new PlainLines(System.err), status);
  }

  /** A line that stays. */
  void print(String line);

  /**
   * A subject has been given up.
   *
   * @param subject its id, which goes to the terminal only
   */
  default void failed(String step, String subject, String reason) {
    print("failed at " + step + ": " + subject + ": " + reason);
  }

  /** What the user should look at, though the run goes on; the log has it. */
  default void warned(String sentence) {
    print("warning: " + sentence);
  }

  /** Something has changed; cheap. */
  void changed();

  /** Shows how things ended. */
  @Override
  void close();

  /** Such as 2 min 05 s. */
  static String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
  }

  static String number(double value) {
    return Double.isNaN(value) ? "undefined" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** Such as {@code 3.1 GB}. */
  static String bytes(long bytes) {
    return bytes >= 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
        : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
  }

  /** Such as {@code epoch 3 of 20, loss 0.1234, dice 0.7001 (best 0.7001)}. */
  static String words(TrainingStatus training) {
    String score =
        training.score() == null
            ? ""
            : ", %s %s (best %s)"
                .formatted(training.monitor(), number(training.score()), number(training.best()));
    String early =
        training.endedEarly()
            ? ": ended early, as " + training.monitor() + " had not become better for long"
            : "";
    return "epoch "
        + training.epoch()
        + " of "
        + training.epochs()
        + ", loss "
        + number(training.loss())
        + score
        + early;
  }

  /** What is left of a training when all goes on as so far; empty before that can be told. */
  static String left(TrainingStatus training, Instant now) {
    double before = (training.firstEpoch() - 1.0) / Math.max(1, training.epochs());
    double done = training.part() - before;
    double seconds = Duration.between(training.start(), now).toMillis() / 1000.0;
    if (training.ended() || done <= 0 || seconds < 2) {
      return "";
    }
    long left = Math.round(seconds / done * (1 - training.part()));
    return time(Duration.ofSeconds(left)) + " left";
  }
}
