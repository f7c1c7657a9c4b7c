package io.bactrian.evaluation.report;

import java.util.Locale;

/**
 * A drawing to stand in a page, whose style sheet gives the colours: so it follows light and dark
 * and needs no font of this machine.
 */
public final class Svg {
  private final StringBuilder content = new StringBuilder();
  private final int width;
  private final int height;
  private final String description;

  /**
   * @param description read out in place of the drawing
   */
  public Svg(int width, int height, String description) {
    this.width = width;
    this.height = height;
    this.description = description;
  }

  private static String n(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
  }

  public Svg line(String style, double x1, double y1, double x2, double y2) {
    content.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(style, n(x1), n(y1), n(x2), n(y2)));
    return this;
  }

  public Svg rectangle(String style, double x, double y, double w, double h) {
    content.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\"/>"
            .formatted(style, n(x), n(y), n(w), n(h)));
    return this;
  }

  /** A rectangle that tells what it is when the pointer rests on it. */
  public Svg rectangle(String style, double x, double y, double w, double h, String tip) {
    content.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\"><title>%s</title></rect>"
            .formatted(style, n(x), n(y), n(w), n(h), Html.escape(tip)));
    return this;
  }

  /** A smooth line from above to below that ends in an arrow head. */
  public Svg arrow(String style, double x1, double y1, double x2, double y2) {
    double middle = (y1 + y2) / 2;
    content.append(
        "<path class=\"%s\" d=\"M%s %sC%s %s %s %s %s %s\"/>"
            .formatted(style, n(x1), n(y1), n(x1), n(middle), n(x2), n(middle), n(x2), n(y2 - 5)));
    content.append(
        "<path class=\"%s head\" d=\"M%s %sl-4 -7l8 0z\"/>".formatted(style, n(x2), n(y2)));
    return this;
  }

  /** A line that leaves to the right, goes down and comes back to an arrow head. */
  public Svg bow(String style, double x1, double y1, double x2, double y2, double bulge) {
    double out = Math.max(x1, x2) + bulge;
    content.append(
        "<path class=\"%s\" d=\"M%s %sC%s %s %s %s %s %s\"/>"
            .formatted(style, n(x1), n(y1), n(out), n(y1), n(out), n(y2), n(x2 + 5), n(y2)));
    content.append(
        "<path class=\"%s head\" d=\"M%s %sl7 -4l0 8z\"/>".formatted(style, n(x2), n(y2)));
    return this;
  }

  /** A dot that tells what it is when the pointer rests on it. */
  public Svg dot(String style, double x, double y, double radius, String tip) {
    content.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"><title>%s</title></circle>"
            .formatted(style, n(x), n(y), n(radius), Html.escape(tip)));
    return this;
  }

  /**
   * @param points x and y in turn
   */
  public Svg polyline(String style, double[] points) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < points.length; i += 2) {
      list.append(i == 0 ? "" : " ").append(n(points[i])).append(',').append(n(points[i + 1]));
    }
    content.append("<polyline class=\"%s\" points=\"%s\"/>".formatted(style, list));
    return this;
  }

  /**
   * @param anchor start, middle or end
   */
  public Svg text(String style, double x, double y, String anchor, String text) {
    content.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
            .formatted(style, n(x), n(y), anchor, Html.escape(text)));
    return this;
  }

  @Override
  public String toString() {
    return "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" style=\"max-width:%dpx\">%s</svg>\n"
        .formatted(Html.escape(description), width, height, width, content);
  }
}
