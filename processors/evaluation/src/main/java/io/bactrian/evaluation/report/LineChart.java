package io.bactrian.evaluation.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Curves over epochs, with their names at the top. */
public final class LineChart {
  private static final int WIDTH = 340;
  private static final int HEIGHT = 270;
  private static final int LEAST_LEFT = 50;
  private static final int RIGHT = 14;
  private static final int TOP = 34;
  private static final int BOTTOM = 40;

  private final ReportData.Chart chart;
  private final double firstEpoch;
  private final double lastEpoch;
  private final double low;
  private final double high;
  private final Ticks up;
  private final int left;

  public LineChart(ReportData.Chart chart) {
    this.chart = chart;
    this.firstEpoch = all(ReportData.Curve::epochs).min().orElse(0);
    this.lastEpoch = Math.max(firstEpoch + 1, all(ReportData.Curve::epochs).max().orElse(1));
    double lowest = all(ReportData.Curve::values).min().orElse(0);
    double highest = all(ReportData.Curve::values).max().orElse(1);
    double margin =
        highest > lowest ? 0.05 * (highest - lowest) : highest == 0 ? 0.1 : 0.1 * Math.abs(highest);
    this.low = lowest - margin;
    this.high = highest + margin;
    this.up = Ticks.between(low, high, 6);
    this.left = Math.max(LEAST_LEFT, up.width() + 12);
  }

  private DoubleStream all(Function<ReportData.Curve, double[]> part) {
    return chart.curves().stream()
        .flatMapToDouble(curve -> Arrays.stream(part.apply(curve)))
        .filter(Double::isFinite);
  }

  public String svg() {
    Svg svg = new Svg(WIDTH, HEIGHT, "Learning curves: " + chart.title());
    Ticks across = Ticks.whole(firstEpoch, lastEpoch, 6);
    for (double tick : across.values()) {
      svg.text("tick", x(tick), HEIGHT - BOTTOM + 16, "middle", across.label(tick));
    }
    svg.text("tick", (left + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", "epoch");
    for (double tick : up.values()) {
      svg.line("grid", left, y(tick), WIDTH - RIGHT, y(tick));
      svg.text("tick", left - 8, y(tick) + 4, "end", up.label(tick));
    }
    List<ReportData.Curve> curves = chart.curves();
    double legend = left;
    for (int i = 0; i < curves.size(); i++) {
      ReportData.Curve curve = curves.get(i);
      draw(svg, curve, "curve c" + i % 6);
      svg.line("curve c" + i % 6, legend, 14, legend + 18, 14);
      svg.text("label", legend + 24, 18, "start", curve.name());
      legend += 40 + 7.2 * curve.name().length();
    }
    return svg.toString();
  }

  private void draw(Svg svg, ReportData.Curve curve, String style) {
    double[] points = new double[2 * curve.values().length];
    int used = 0;
    for (int i = 0; i <= curve.values().length; i++) {
      boolean gap = i == curve.values().length || !Double.isFinite(curve.values()[i]);
      if (!gap) {
        points[used++] = x(curve.epochs()[i]);
        points[used++] = y(curve.values()[i]);
      } else if (used == 2) {
        svg.dot(style + " single", points[0], points[1], 3, curve.name());
        used = 0;
      } else if (used > 0) {
        svg.polyline(style, Arrays.copyOf(points, used));
        used = 0;
      }
    }
  }

  private double x(double epoch) {
    return left + (WIDTH - left - RIGHT) * (epoch - firstEpoch) / (lastEpoch - firstEpoch);
  }

  private double y(double value) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low);
  }
}
