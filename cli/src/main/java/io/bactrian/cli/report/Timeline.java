package io.bactrian.cli.report;

import io.bactrian.evaluation.report.Svg;
import io.bactrian.evaluation.report.Ticks;
import io.bactrian.workflow.run.RunInfo;
import io.bactrian.workflow.run.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What ran when: a row for each step, a bar for each task or, where these are too many to be told
 * apart, how many ran at a time; below it the processors and the memory that were used.
 */
final class Timeline {
  private static final int WIDTH = 1000;
  private static final int LEFT = 200;
  private static final int RIGHT = 20;
  private static final int TOP = 8;
  private static final int LANE = 9;
  private static final int MOST_LANES = 8;
  private static final int HISTOGRAM = 44;
  private static final int GAP = 12;
  private static final int AXIS = 34;
  private static final double THINNEST = 1.5;

  private final JournalSummary journal;
  private final RunInfo info;
  private final List<Sample> samples;
  private double y = TOP;

  Timeline(JournalSummary journal, RunInfo info, List<Sample> samples) {
    this.journal = journal;
    this.info = info;
    this.samples = samples;
  }

  /** A step with what is drawn of it. */
  private record Row(String name, JournalSummary.Step step, int[] lanes, double height) {}

  String svg() {
    List<Row> rows = new ArrayList<>();
    journal.steps().forEach((name, step) -> rows.add(row(name, step)));
    double height = TOP + AXIS;
    for (Row row : rows) {
      height += row.height() + GAP;
    }
    if (!samples.isEmpty()) {
      height += 2 * (HISTOGRAM + GAP);
    }
    Svg svg = new Svg(WIDTH, (int) height, "Timeline of the steps");
    axis(svg, height);
    for (int i = 0; i < rows.size(); i++) {
      draw(svg, rows.get(i), "c" + i % 6);
    }
    if (!samples.isEmpty()) {
      curve(svg, "processors busy", Sample::cpus, info.processors(), "" + info.processors());
      double most = samples.stream().mapToDouble(Sample::bytes).max().orElse(0);
      curve(svg, "memory", Sample::bytes, most, Words.bytes((long) most));
    }
    return svg.toString();
  }

  private void axis(Svg svg, double height) {
    Ticks ticks = Ticks.between(0, journal.seconds(), 8);
    for (double tick : ticks.values()) {
      svg.line("grid", x(tick), TOP, x(tick), height - AXIS + 4);
      svg.text("tick", x(tick), height - AXIS + 18, "middle", ticks.label(tick) + " s");
    }
  }

  private Row row(String name, JournalSummary.Step step) {
    int[] lanes = lanes(step.bars());
    int count = 0;
    for (int lane : lanes) {
      count = Math.max(count, lane + 1);
    }
    boolean bars = count > 0 && count <= MOST_LANES;
    double height = bars || step.computed() == 0 ? Math.max(2, count) * LANE : HISTOGRAM;
    return new Row(name, step, bars ? lanes : new int[0], height);
  }

  /** The first lane that is free for each bar, so that no two lie on each other. */
  private static int[] lanes(List<JournalSummary.Bar> bars) {
    bars.sort(Comparator.comparingDouble(JournalSummary.Bar::from));
    List<Double> free = new ArrayList<>();
    int[] lanes = new int[bars.size()];
    for (int i = 0; i < lanes.length; i++) {
      int lane = 0;
      while (lane < free.size() && free.get(lane) > bars.get(i).from() + 1e-9) {
        lane++;
      }
      if (lane == free.size()) {
        free.add(0.0);
      }
      free.set(lane, bars.get(i).to());
      lanes[i] = lane;
    }
    return lanes;
  }

  private void draw(Svg svg, Row row, String color) {
    name(svg, row.name(), row.height());
    JournalSummary.Step step = row.step();
    for (int i = 0; i < row.lanes().length; i++) {
      JournalSummary.Bar bar = step.bars().get(i);
      svg.rectangle(
          "bar " + (bar.failed() ? "bad" : color),
          x(bar.from()),
          y + row.lanes()[i] * LANE,
          Math.max(THINNEST, x(bar.to()) - x(bar.from())),
          LANE - 1.0,
          row.name() + ": " + Words.seconds(bar.to() - bar.from()));
    }
    if (row.lanes().length == 0 && step.computed() > 0) {
      histogram(svg, step.bins(), color);
    } else if (step.computed() == 0) {
      svg.text("tick", LEFT + 4, y + row.height() / 2 + 4, "start", "all from the store");
    }
    y += row.height() + GAP;
  }

  private void histogram(Svg svg, double[] bins, String color) {
    double most = 0;
    for (double bin : bins) {
      most = Math.max(most, bin);
    }
    double width = (double) (WIDTH - LEFT - RIGHT) / bins.length;
    for (int i = 0; i < bins.length; i++) {
      double height = HISTOGRAM * bins[i] / most;
      if (height > 0.05) {
        svg.rectangle("bar " + color, LEFT + i * width, y + HISTOGRAM - height, width, height);
      }
    }
    svg.text("tick", LEFT - 6, y + 10, "end", String.format("up to %.0f at a time", most));
  }

  private void curve(
      Svg svg, String name, ToDoubleFunction<Sample> value, double highest, String label) {
    name(svg, name, HISTOGRAM);
    svg.line("grid", LEFT, y, WIDTH - RIGHT, y);
    svg.line("grid", LEFT, y + HISTOGRAM, WIDTH - RIGHT, y + HISTOGRAM);
    svg.text("tick", LEFT - 6, y + 10, "end", label);
    double[] points = new double[2 * samples.size()];
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      double at = Duration.between(info.start(), sample.time()).toMillis() / 1000.0;
      double part = highest > 0 ? value.applyAsDouble(sample) / highest : 0;
      points[2 * i] = x(Math.max(0, Math.min(journal.seconds(), at)));
      points[2 * i + 1] = y + HISTOGRAM * (1 - Math.max(0, Math.min(1, part)));
    }
    svg.polyline("curve c0", points);
    y += HISTOGRAM + GAP;
  }

  private void name(Svg svg, String name, double height) {
    svg.text("label", 4, y + Math.min(height, HISTOGRAM) / 2 + 4, "start", name);
  }

  private double x(double seconds) {
    return LEFT + (WIDTH - LEFT - RIGHT) * seconds / journal.seconds();
  }

  /** Whether there is anything to draw. */
  boolean isEmpty() {
    return journal.steps().isEmpty();
  }
}
