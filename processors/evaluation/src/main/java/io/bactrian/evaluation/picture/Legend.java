package io.bactrian.evaluation.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/** Which colour is whose outline, in as many lines as the width asks for. */
final class Legend {
  private static final int LINE = 24;
  private static final int SWATCH = 22;

  /** Room for a swatch and its words, the longest of which is "prediction 255". */
  private static final int ENTRY = 146;

  private record Entry(String text, Color color) {}

  private final List<Entry> entries = new ArrayList<>();
  private final int perLine;

  Legend(List<Integer> labels, boolean target, boolean prediction, int width) {
    for (int i = 0; i < labels.size(); i++) {
      if (target) {
        entries.add(new Entry("target " + labels.get(i), ContourColors.target(i)));
      }
      if (prediction) {
        entries.add(new Entry("prediction " + labels.get(i), ContourColors.prediction(i)));
      }
    }
    // Target and prediction of a class stay together.
    int fit = Math.max(1, width / ENTRY);
    perLine = target && prediction ? Math.max(2, fit - fit % 2) : fit;
  }

  int height() {
    return entries.isEmpty() ? 0 : (entries.size() + perLine - 1) / perLine * LINE + 6;
  }

  /** Draws with the legend's corner at the origin. */
  void draw(Graphics2D graphics) {
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    graphics.setStroke(new BasicStroke(3.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int i = 0; i < entries.size(); i++) {
      int x = i % perLine * ENTRY;
      int y = i / perLine * LINE;
      graphics.setColor(entries.get(i).color());
      graphics.draw(new Line2D.Double(x + 2, y + LINE / 2.0, x + SWATCH, y + LINE / 2.0));
      graphics.setColor(Overlay.INK);
      graphics.drawString(entries.get(i).text(), x + SWATCH + 8, y + LINE / 2 + 5);
    }
    graphics.dispose();
  }
}
