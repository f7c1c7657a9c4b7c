package io.bactrian.learning.augmentation.picture;

import io.bactrian.learning.augmentation.PatchData;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * One slice of a patch across z, to be drawn: values row by row as they are seen.
 *
 * @param width pixels
 * @param height pixels
 * @param planes one of grey values, or three of colours
 * @param labels class indices, or null
 * @param proportion height of a pixel over its width
 */
record Section(int width, int height, float[][] planes, int[] labels, double proportion) {
  static final Color[] OUTLINES = {
    new Color(0x4cc9f0), new Color(0xffb703), new Color(0x80ed99), new Color(0xf72585)
  };

  /**
   * A grey image is turned, so that anterior is above (y runs to anterior); colours are as read.
   */
  static Section of(PatchData patch, int slice, boolean colours) {
    int width = patch.size(0);
    int height = patch.size(1);
    int shown = colours ? 3 : 1;
    float[][] planes = new float[shown][width * height];
    int[] labels = patch.labels() == null ? null : new int[width * height];
    for (int y = 0; y < height; y++) {
      int row = colours ? y : height - 1 - y;
      for (int x = 0; x < width; x++) {
        // Radiological: what is to the right of the patient is seen on the left.
        int column = colours ? x : width - 1 - x;
        int from = (slice * height + row) * width + column;
        for (int plane = 0; plane < shown; plane++) {
          planes[plane][y * width + x] = patch.channel(plane)[from];
        }
        if (labels != null) {
          labels[y * width + x] = patch.labels()[from];
        }
      }
    }
    return new Section(width, height, planes, labels, patch.spacing(1) / patch.spacing(0));
  }

  /** The values shown as black and as white: of grey the first and last half percent are cut. */
  float[] window() {
    if (planes.length == 3) {
      float most = 0;
      for (float[] plane : planes) {
        for (float value : plane) {
          most = Math.max(most, value);
        }
      }
      return new float[] {0, most <= 1 ? 1 : 255};
    }
    float[] sorted = planes[0].clone();
    Arrays.sort(sorted);
    int cut = sorted.length / 200;
    return new float[] {sorted[cut], sorted[sorted.length - 1 - cut]};
  }

  /** The section within a square, its outlines included. */
  BufferedImage draw(int side, float[] window) {
    double scale = Math.min((double) side / width, side / (height * proportion));
    int drawnWidth = Math.max(1, (int) Math.round(width * scale));
    int drawnHeight = Math.max(1, (int) Math.round(height * proportion * scale));
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    int left = (side - drawnWidth) / 2;
    int top = (side - drawnHeight) / 2;
    graphics.drawImage(pixels(window), left, top, drawnWidth, drawnHeight, null);
    graphics.dispose();
    if (labels != null) {
      outline(picture, left, top, drawnWidth, drawnHeight);
    }
    return picture;
  }

  private BufferedImage pixels(float[] window) {
    BufferedImage pixels = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int red = level(planes[0][i], window);
      int green = planes.length == 3 ? level(planes[1][i], window) : red;
      int blue = planes.length == 3 ? level(planes[2][i], window) : red;
      pixels.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
    }
    return pixels;
  }

  private static int level(float value, float[] window) {
    float part = (value - window[0]) / Math.max(1e-12f, window[1] - window[0]);
    return Math.max(0, Math.min(255, Math.round(255 * part)));
  }

  private void outline(BufferedImage picture, int left, int top, int drawnWidth, int drawnHeight) {
    for (int y = 0; y < drawnHeight; y++) {
      for (int x = 0; x < drawnWidth; x++) {
        int label = label(x, y, drawnWidth, drawnHeight);
        boolean edge =
            label != label(x + 1, y, drawnWidth, drawnHeight)
                || label != label(x, y + 1, drawnWidth, drawnHeight)
                || label != label(x - 1, y, drawnWidth, drawnHeight)
                || label != label(x, y - 1, drawnWidth, drawnHeight);
        if (label > 0 && edge) {
          Color colour = OUTLINES[(label - 1) % OUTLINES.length];
          picture.setRGB(left + x, top + y, colour.getRGB());
        }
      }
    }
  }

  private int label(int x, int y, int drawnWidth, int drawnHeight) {
    int column = x * width / drawnWidth;
    int row = y * height / drawnHeight;
    boolean inside = x >= 0 && y >= 0 && column < width && row < height;
    return inside ? labels[row * width + column] : 0;
  }
}
