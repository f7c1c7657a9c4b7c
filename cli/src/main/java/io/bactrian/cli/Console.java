package io.bactrian.cli;

import io.bactrian.cohort.SubjectFailure;
import io.bactrian.step.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** What both ways of showing progress have in common: failures, and words for times and scores. */
abstract class Console implements Progress {
  private final PrintStream out;
  private final Set<String> failedSubjects = new LinkedHashSet<>();

  Console(PrintStream out) {
    this.out = out;
  }

  /** Bars where the launcher has seen a terminal, lines elsewhere. */
  static Console create() {
    return Boolean.getBoolean("bactrian.terminal") ? new Bars(System.err) : new Lines(System.err);
  }

  final synchronized void print(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public final void failed(SubjectFailure failure) {
    synchronized (failedSubjects) {
      failedSubjects.add(failure.subject());
    }
    print("failed at " + failure.step() + ": " + failure.subject() + ": " + failure.reason());
  }

  /** How many subjects have been given up. */
  final int failedSubjects() {
    synchronized (failedSubjects) {
      return failedSubjects.size();
    }
  }

  /** Such as 2 min 05 s. */
  static String time(Duration duration) {
    long seconds = duration.toSeconds();
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

  /** Ends what is half drawn. */
  abstract void close();
}
