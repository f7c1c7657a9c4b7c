package io.bactrian.evaluation.report;

import io.bactrian.evaluation.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Boxes of one metric, one a class, with a dot for each subject: median, quartiles, and whiskers to
 * the last value within 1.5 times the distance of the quartiles (Tukey, "Exploratory data
 * analysis", 1977).
 */
final class BoxPlot {
  private static final int HEIGHT = 270;
  private static final int LEFT = 48;
  private static final int BOTTOM = 34;
  private static final int TOP = 12;
  private static final int SLOT = 130;
  private static final double BOX = 46;

  private final Scores scores;
  private final String metric;
  private final double low;
  private final double high;

  private record Value(String subject, double value) {}

  /** A plot of a metric from 0 to 1, such as Dice; the axis starts below the lowest value. */
  BoxPlot(Scores scores, String metric) {
    this.scores = scores;
    this.metric = metric;
    double lowest =
        scores.foreground().stream()
            .flatMap(label -> values(label).stream())
            .mapToDouble(Value::value)
            .min()
            .orElse(0);
    this.low = Math.max(0, Math.floor(lowest * 10 - 0.2) / 10);
    this.high = 1;
  }

  /** The plot, or nothing when there is no value. */
  String svg() {
    List<Integer> labels =
        scores.foreground().stream().filter(label -> !values(label).isEmpty()).toList();
    if (labels.isEmpty()) {
      return "";
    }
    int width = LEFT + SLOT * labels.size() + 12;
    Svg svg = new Svg(width, HEIGHT, "Box plot of " + metric + " of each class");
    Ticks ticks = Ticks.between(low, high, 6);
    for (double tick : ticks.values()) {
      svg.line("grid", LEFT, y(tick), width - 8, y(tick));
      svg.text("tick", LEFT - 8, y(tick) + 4, "end", ticks.label(tick));
    }
    for (int i = 0; i < labels.size(); i++) {
      double centre = LEFT + SLOT * (i + 0.5);
      box(svg, centre, i % 6, values(labels.get(i)));
      svg.text("label", centre, HEIGHT - 12, "middle", "class " + labels.get(i));
    }
    return svg.toString();
  }

  private List<Value> values(int label) {
    List<Value> values = new ArrayList<>();
    for (Scores.OfSubject subject : scores.subjects()) {
      double value = subject.value(label, metric);
      if (!Double.isNaN(value)) {
        values.add(new Value(subject.subject(), value));
      }
    }
    values.sort(Comparator.comparingDouble(Value::value));
    return values;
  }

  private double y(double value) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low);
  }

  private void box(Svg svg, double centre, int color, List<Value> values) {
    double[] sorted = values.stream().mapToDouble(Value::value).toArray();
    double first = quantile(sorted, 0.25);
    double median = quantile(sorted, 0.5);
    double third = quantile(sorted, 0.75);
    double reach = 1.5 * (third - first);
    double lowest = first;
    double highest = third;
    for (double value : sorted) {
      lowest = value >= first - reach ? Math.min(lowest, value) : lowest;
      highest = value <= third + reach ? Math.max(highest, value) : highest;
    }
    String style = "c" + color;
    svg.line("whisker", centre, y(highest), centre, y(third));
    svg.line("whisker", centre, y(first), centre, y(lowest));
    svg.line("whisker", centre - 10, y(highest), centre + 10, y(highest));
    svg.line("whisker", centre - 10, y(lowest), centre + 10, y(lowest));
    svg.rectangle("box " + style, centre - BOX / 2, y(third), BOX, y(first) - y(third));
    svg.line("median", centre - BOX / 2, y(median), centre + BOX / 2, y(median));
    for (int i = 0; i < values.size(); i++) {
      // Neighbours in rank step aside, so that dots of equal values do not hide each other.
      double aside = (i * 7 % 11 - 5) * 3.2;
      Value value = values.get(i);
      String tip = value.subject() + ": " + String.format(Locale.ROOT, "%.3f", value.value());
      svg.dot("dot " + style, centre + aside, y(value.value()), 2.6, tip);
    }
  }

  /** Linear between ranks, as numpy does. */
  static double quantile(double[] sorted, double part) {
    double rank = part * (sorted.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
