package io.bactrian.evaluation.picture;

import io.bactrian.imaging.Image;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The range of values from black to white.
 *
 * @param black values up to this are black
 * @param white values from this on are white
 */
record GreyWindow(double black, double white) {
  /** From the first to the last half percent of what is shown, so that outliers do not darken. */
  static GreyWindow of(Image image, List<Section> sections) {
    double[] values =
        sections.stream()
            .flatMapToDouble(section -> DoubleStream.of(section.values(image)))
            .filter(Double::isFinite)
            .toArray();
    if (values.length == 0) {
      return new GreyWindow(0, 1);
    }
    Arrays.sort(values);
    double black = values[(int) (0.005 * (values.length - 1))];
    double white = values[(int) (0.995 * (values.length - 1))];
    return new GreyWindow(black, white > black ? white : black + 1);
  }

  /** Grey from 0 to 255; NaN is black. */
  int grey(double value) {
    double part = (value - black) / (white - black);
    return (int) Math.round(255 * Math.min(1, Math.max(0, Double.isNaN(part) ? 0 : part)));
  }
}
