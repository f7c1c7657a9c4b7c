package io.bactrian.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Round numbers along an axis.
 *
 * @param step between two: 1, 2 or 5 times a power of ten
 * @param values from the first to the last within the range
 */
public record Ticks(double step, List<Double> values) {
  /** About {@code count} ticks between two values. */
  public static Ticks between(double low, double high, int count) {
    double rough = Math.max((high - low) / count, 1e-9);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10}) {
      step = factor * power;
      if (step >= rough * 0.999) {
        break;
      }
    }
    List<Double> values = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      values.add(i * step);
    }
    return new Ticks(step, values);
  }

  /** Such as {@link #between}, at whole numbers alone. */
  public static Ticks whole(double low, double high, int count) {
    Ticks ticks = between(low, high, count);
    return ticks.step() < 1 ? between(low, high, (int) Math.max(1, high - low)) : ticks;
  }

  /** How much room the longest label takes in a drawing. */
  int width() {
    return values.stream().mapToInt(value -> 7 * label(value).length()).max().orElse(0);
  }

  /** A tick with as many decimals as the step needs. */
  public String label(double value) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
