package io.bactrian.cli.report;

import io.bactrian.workflow.Change;
import io.bactrian.workflow.TaskReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a report takes from the journal. Its size does not depend on the number of tasks: single
 * tasks are kept only as long as they are few, and else how many ran in each part of the time.
 */
final class JournalSummary {
  /** Parts of the time from start to end. */
  static final int BINS = 400;

  /** More tasks than that are not told apart by the eye. */
  private static final int MOST_BARS = 600;

  private static final int MOST_REASONS = 30;

  private final Instant start;
  private final double seconds;
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<Reason, Integer> reasons = new LinkedHashMap<>();
  private int tasks;

  /** A task on the timeline, in seconds since the start. */
  record Bar(double from, double to, boolean failed) {}

  /** Why tasks were computed although something like them was stored. */
  record Reason(String step, String what, String before, String now) {}

  /** The tasks of a step. */
  static final class Step {
    private final List<Bar> bars = new ArrayList<>();
    private final double[] bins = new double[BINS];
    private int computed;
    private int retried;
    private double longest;
    private long bytes;

    /** Every task, or nothing when they are many. */
    List<Bar> bars() {
      return bars;
    }

    /** How many tasks ran on average in each part of the time. */
    double[] bins() {
      return bins;
    }

    int computed() {
      return computed;
    }

    /** Tasks that were not done at the first attempt. */
    int retried() {
      return retried;
    }

    double longestSeconds() {
      return longest;
    }

    /** What the computed tasks have written to the store. */
    long bytes() {
      return bytes;
    }
  }

  private JournalSummary(Instant start, Instant end) {
    this.start = start;
    this.seconds = Math.max(1e-3, seconds(start, end));
  }

  /** Reads all tasks of a run that lasted from {@code start} to {@code end}. */
  static JournalSummary of(Stream<TaskReport> tasks, Instant start, Instant end) {
    JournalSummary summary = new JournalSummary(start, end);
    tasks.forEach(summary::add);
    return summary;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  private void add(TaskReport task) {
    Step step = steps.computeIfAbsent(task.step(), name -> new Step());
    if (task.hit()) {
      return;
    }
    double from = Math.max(0, seconds(start, task.start()));
    double to = Math.min(seconds, Math.max(from, seconds(start, task.end())));
    step.computed++;
    step.retried += task.attempts() > 1 ? 1 : 0;
    step.longest = Math.max(step.longest, to - from);
    step.bytes += Math.max(0, task.outputBytes());
    fill(step.bins, from, to);
    if (++tasks <= MOST_BARS) {
      step.bars.add(new Bar(from, to, task.outcome() == TaskReport.Outcome.FAILED));
    } else {
      steps.values().forEach(each -> each.bars.clear());
    }
    for (Change change : task.changes()) {
      Reason reason = reason(task.step(), change);
      if (reasons.containsKey(reason) || reasons.size() < MOST_REASONS) {
        reasons.merge(reason, 1, Integer::sum);
      }
    }
  }

  /**
   * Digests are different for each subject, and tell the reader nothing: what changed is enough.
   */
  private static Reason reason(String step, Change change) {
    boolean digest = change.what().startsWith("input") || change.what().startsWith("output");
    return new Reason(
        step, change.what(), digest ? null : change.before(), digest ? null : change.now());
  }

  private void fill(double[] bins, double from, double to) {
    double width = seconds / BINS;
    int last = Math.min(BINS - 1, (int) (to / width));
    for (int i = Math.max(0, (int) (from / width)); i <= last; i++) {
      double overlap = Math.min(to, (i + 1) * width) - Math.max(from, i * width);
      bins[i] += Math.max(0, overlap) / width;
    }
  }

  double seconds() {
    return seconds;
  }

  /** By name, in the order in which their first tasks ended. */
  Map<String, Step> steps() {
    return steps;
  }

  /** How many tasks each reason made run. */
  Map<Reason, Integer> reasons() {
    return reasons;
  }
}
