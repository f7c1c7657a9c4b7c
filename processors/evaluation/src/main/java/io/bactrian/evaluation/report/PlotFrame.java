package io.bactrian.evaluation.report;

/** Axes of a chart of one number against another, each from a lowest to a highest value. */
final class PlotFrame {
  private static final int WIDTH = 340;
  private static final int HEIGHT = 320;
  private static final int LEAST_LEFT = 56;
  private static final int RIGHT = 14;
  private static final int TOP = 30;
  private static final int BOTTOM = 44;

  private final Svg svg;
  private final double low;
  private final double high;
  private final int left;

  /**
   * @param low of both axes
   * @param high of both axes
   */
  PlotFrame(String description, String across, String up, double low, double high) {
    this.svg = new Svg(WIDTH, HEIGHT, description);
    this.low = low;
    this.high = high;
    Ticks ticks = Ticks.between(low, high, 5);
    this.left = Math.max(LEAST_LEFT, ticks.width() + 12);
    for (double tick : ticks.values()) {
      svg.line("grid", left, y(tick), WIDTH - RIGHT, y(tick));
      svg.text("tick", left - 8, y(tick) + 4, "end", ticks.label(tick));
      svg.text("tick", x(tick), HEIGHT - BOTTOM + 16, "middle", ticks.label(tick));
    }
    svg.text("tick", (left + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", across);
    svg.text("tick", 4, TOP - 16, "start", up);
    svg.line("whisker", x(low), y(low), x(high), y(high));
  }

  double x(double value) {
    return left + (WIDTH - left - RIGHT) * (value - low) / (high - low);
  }

  double y(double value) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low);
  }

  Svg svg() {
    return svg;
  }
}
