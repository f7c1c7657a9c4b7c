package io.bactrian.evaluation.picture;

import java.awt.Color;

/** Contour colours on grey: cool for targets, warm for predictions, a pair a class. */
public final class ContourColors {
  private static final int[] TARGETS = {0x2ee87b, 0x35c8ff, 0xb6a6ff, 0xbdf23c, 0x22e0cf, 0x7f9dff};
  private static final int[] PREDICTIONS = {
    0xff8c1a, 0xff4f9a, 0xffd23c, 0xff5a4a, 0xe56bff, 0xffb08a
  };

  private ContourColors() {}

  /**
   * @param index place of the class among those drawn, from 0
   */
  public static Color target(int index) {
    return new Color(TARGETS[index % TARGETS.length]);
  }

  /**
   * @param index place of the class among those drawn, from 0
   */
  public static Color prediction(int index) {
    return new Color(PREDICTIONS[index % PREDICTIONS.length]);
  }
}
