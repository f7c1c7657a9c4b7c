package io.bactrian.cli;

import io.bactrian.workflow.run.RunStatus;
import io.bactrian.workflow.run.Sample;
import io.bactrian.workflow.run.StepStatus;
import io.bactrian.workflow.run.TrainingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The state of a run as lines of text that fit a terminal; the live view and {@code status}. */
final class StatusLines {
  private static final int SMALLEST_BAR = 6;
  private static final int WIDEST_BAR = 30;
  private static final int WIDEST_NAME = 28;

  private final String title;
  private final RunStatus run;
  private final int columns;
  private final int rows;

  StatusLines(String title, RunStatus run, Terminal terminal) {
    this.title = title;
    this.run = run;
    // A line as wide as the terminal is wrapped by some.
    this.columns = Math.max(20, terminal.columns() - 1);
    this.rows = Math.max(4, terminal.rows() - 1);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(cut(title + "  " + machine()));
    List<String> body = new ArrayList<>();
    int nameWidth = nameWidth();
    // What is through goes first when the terminal is too low for all.
    int tooMany = Math.max(0, entries() + 1 - rows);
    int hidden = 0;
    for (StepStatus step : run.steps()) {
      if (tooMany > 0 && hidden <= tooMany && step.complete()) {
        hidden++;
      } else {
        body.add(cut(line(step, nameWidth)));
      }
    }
    for (TrainingStatus training : run.trainings()) {
      if (tooMany > 0 && hidden <= tooMany && training.ended()) {
        hidden++;
      } else {
        body.add(cut(line(training, nameWidth)));
      }
    }
    if (hidden > 0) {
      lines.add(cut("  (" + hidden + " more, done)"));
    }
    lines.addAll(body.subList(Math.max(0, body.size() + lines.size() - rows), body.size()));
    return lines;
  }

  private int entries() {
    return run.steps().size() + run.trainings().size();
  }

  private String machine() {
    Duration taken =
        run.steps().isEmpty() || run.steps().get(0).first() == null
            ? Duration.ZERO
            : Duration.between(run.steps().get(0).first(), run.time());
    String text = Console.time(taken);
    if (!run.samples().isEmpty()) {
      Sample sample = run.samples().get(run.samples().size() - 1);
      text +=
          String.format(
              Locale.ROOT, ", %.1f cpus, %s", sample.cpus(), Console.bytes(sample.bytes()));
    }
    return text;
  }

  private int nameWidth() {
    int widest = 0;
    for (StepStatus step : run.steps()) {
      widest = Math.max(widest, step.step().length());
    }
    for (TrainingStatus training : run.trainings()) {
      widest = Math.max(widest, training.fold().length());
    }
    return Math.min(widest, Math.min(WIDEST_NAME, columns / 2));
  }

  private String line(StepStatus step, int nameWidth) {
    StringBuilder words = new StringBuilder();
    words.append(step.ended()).append(step.of() > 0 ? "/" + step.of() : "");
    if (step.stored() > 0) {
      words.append(", ").append(step.stored()).append(" stored");
    }
    if (step.failed() > 0) {
      words.append(", ").append(step.failed()).append(" failed");
    }
    String left = left(step);
    if (!left.isEmpty()) {
      words.append(", ").append(left);
    }
    double part = step.of() > 0 ? (double) step.ended() / step.of() : -1;
    return line(step.step(), nameWidth, part, words.toString());
  }

  private String left(StepStatus step) {
    double seconds =
        step.first() == null ? 0 : Duration.between(step.first(), run.time()).toMillis() / 1000.0;
    // Where nothing runs, what is missing has failed before it came here, or waits.
    if (step.of() <= step.ended() || step.ended() == 0 || step.running() == 0 || seconds < 2) {
      return "";
    }
    long left = Math.round(seconds / step.ended() * (step.of() - step.ended()));
    return Console.time(Duration.ofSeconds(left)) + " left";
  }

  private String line(TrainingStatus training, int nameWidth) {
    Instant now = run.time();
    String left = Console.left(training, now);
    String words = Console.words(training) + (left.isEmpty() ? "" : ", " + left);
    return line(training.fold(), nameWidth, training.part(), words);
  }

  /** A name, a bar as wide as is left for it, and words. */
  private String line(String name, int nameWidth, double part, String words) {
    String start = "  " + pad(name, nameWidth) + "  ";
    int room = columns - start.length() - words.length() - 4;
    int bar = Math.min(WIDEST_BAR, room);
    if (bar < SMALLEST_BAR) {
      return start + (part < 0 ? "" : String.format(Locale.ROOT, "%3.0f %% ", 100 * part)) + words;
    }
    // All bars are as long as the training's words allow, or else they would not be in line.
    return start
        + (part < 0 ? " ".repeat(barWidth(start) + 2) : bar(part, barWidth(start)))
        + "  "
        + words;
  }

  /** As wide as the longest words leave. */
  private int barWidth(String start) {
    int longest = 24;
    for (TrainingStatus training : run.trainings()) {
      String left = Console.left(training, run.time());
      longest = Math.max(longest, Console.words(training).length() + left.length() + 2);
    }
    int room = columns - start.length() - longest - 4;
    return Math.max(SMALLEST_BAR, Math.min(WIDEST_BAR, room));
  }

  private static String bar(double part, int width) {
    int full = (int) Math.floor(Math.min(1, part) * width + 1e-9);
    return "[" + "=".repeat(full) + " ".repeat(width - full) + "]";
  }

  private static String pad(String name, int width) {
    return name.length() > width
        ? name.substring(0, Math.max(0, width - 1)) + "~"
        : name + " ".repeat(width - name.length());
  }

  private String cut(String line) {
    return line.length() > columns ? line.substring(0, columns - 1) + "~" : line;
  }
}
