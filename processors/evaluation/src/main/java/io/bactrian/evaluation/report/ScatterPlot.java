package io.bactrian.evaluation.report;

import java.util.Arrays;
import java.util.List;

/** Predicted against true numbers; on the line both are equal. */
public final class ScatterPlot {
  private ScatterPlot() {}

  /**
   * @param names of the subjects, told when the pointer rests on one
   * @param truth as many
   * @param said as many
   * @return an SVG
   */
  public static String svg(List<String> names, double[] truth, double[] said) {
    double low = Math.min(least(truth), least(said));
    double high = Math.max(-least(negative(truth)), -least(negative(said)));
    double margin = high > low ? 0.05 * (high - low) : 1;
    PlotFrame frame =
        new PlotFrame(
            "Predicted against true values", "true", "predicted", low - margin, high + margin);
    for (int i = 0; i < truth.length; i++) {
      String tip = names.get(i) + ": " + truth[i] + ", predicted " + said[i];
      frame.svg().dot("dot c0", frame.x(truth[i]), frame.y(said[i]), 3.5, tip);
    }
    return frame.svg().toString();
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElse(0);
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }
}
