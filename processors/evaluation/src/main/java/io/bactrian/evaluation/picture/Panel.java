package io.bactrian.evaluation.picture;

import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * One section of a picture.
 *
 * @param scale pixels a millimetre
 * @param lettered whether the sides of the patient are named at the edges
 */
record Panel(Plane plane, Section section, GreyWindow window, double scale, boolean lettered) {
  private static final float TARGET_WIDTH = 2.4f;
  private static final float PREDICTION_WIDTH = 1.8f;
  private static final Color SHADOW = new Color(0, 0, 0, 110);

  int width() {
    return Math.max(1, (int) Math.round(section.millimetresWide() * scale));
  }

  int height() {
    return Math.max(1, (int) Math.round(section.millimetresHigh() * scale));
  }

  /** Draws with the panel's corner at the origin. */
  void draw(Graphics2D graphics, Overlay overlay) {
    AffineTransform toPixels =
        AffineTransform.getScaleInstance(
            (double) width() / section.width(), (double) height() / section.height());
    drawGrey(graphics, overlay.image());
    for (int i = 0; i < overlay.labels().size(); i++) {
      int label = overlay.labels().get(i);
      Color target = ContourColors.target(i);
      Color prediction = ContourColors.prediction(i);
      outline(graphics, toPixels, overlay.target(), label, target, TARGET_WIDTH);
      outline(graphics, toPixels, overlay.prediction(), label, prediction, PREDICTION_WIDTH);
    }
    if (lettered) {
      drawLetters(graphics);
    }
  }

  /**
   * Two pixels of the edge are repeated around the section: interpolation needs neighbours, and
   * would fade to black without.
   */
  private void drawGrey(Graphics2D graphics, Image image) {
    int margin = 2;
    int columns = section.width();
    int rows = section.height();
    double[] values = section.values(image);
    BufferedImage grey =
        new BufferedImage(columns + 2 * margin, rows + 2 * margin, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < grey.getHeight(); y++) {
      int row = Math.min(rows - 1, Math.max(0, y - margin));
      for (int x = 0; x < grey.getWidth(); x++) {
        int column = Math.min(columns - 1, Math.max(0, x - margin));
        grey.setRGB(x, y, window.grey(values[row * columns + column]) * 0x010101);
      }
    }
    AffineTransform placed =
        AffineTransform.getScaleInstance((double) width() / columns, (double) height() / rows);
    placed.translate(-margin, -margin);
    graphics.drawImage(grey, placed, null);
  }

  private void outline(
      Graphics2D graphics,
      AffineTransform toPixels,
      LabelMap map,
      int label,
      Color color,
      float width) {
    if (map == null) {
      return;
    }
    boolean[] mask = section.mask(map, label);
    Shape contour =
        toPixels.createTransformedShape(Contours.around(mask, section.width(), section.height()));
    graphics.setColor(SHADOW);
    graphics.setStroke(round(width + 1.6f));
    graphics.draw(contour);
    graphics.setColor(color);
    graphics.setStroke(round(width));
    graphics.draw(contour);
  }

  private static BasicStroke round(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  private void drawLetters(Graphics2D graphics) {
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    FontMetrics metrics = graphics.getFontMetrics();
    int middle = (height() + metrics.getAscent()) / 2;
    letter(graphics, plane.left, 6, middle);
    letter(graphics, plane.right, width() - 6 - metrics.stringWidth(plane.right), middle);
    letter(
        graphics,
        plane.top,
        (width() - metrics.stringWidth(plane.top)) / 2,
        metrics.getAscent() + 2);
    letter(
        graphics,
        plane.bottom,
        (width() - metrics.stringWidth(plane.bottom)) / 2,
        height() - metrics.getDescent() - 2);
  }

  private static void letter(Graphics2D graphics, String letter, int x, int y) {
    graphics.setColor(Color.BLACK);
    graphics.drawString(letter, x + 1, y + 1);
    graphics.drawString(letter, x - 1, y + 1);
    graphics.setColor(Overlay.INK);
    graphics.drawString(letter, x, y);
  }
}
