package io.bactrian.imaging.normalize;

import java.util.List;

/**
 * How the landmarks of Nyul standardization are taken.
 *
 * @param percentiles rising, at least two; by default 1, the deciles, and 99
 * @param minimum of the standard scale: where the first percentile comes to lie
 * @param maximum where the last comes to lie
 * @param mask where percentiles are taken
 */
public record NyulSettings(List<Double> percentiles, double minimum, double maximum, Mask mask) {
  /** 1, 10, 20, ... 90, 99: the ten deciles variant of Nyul, Udupa and Zhang. */
  public static final List<Double> PERCENTILES =
      List.of(1.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 99.0);

  public NyulSettings {
    percentiles = List.copyOf(percentiles);
    boolean rising = percentiles.size() >= 2 && percentiles.get(0) >= 0;
    for (int i = 1; i < percentiles.size(); i++) {
      rising &= percentiles.get(i) > percentiles.get(i - 1);
    }
    if (!rising || percentiles.get(percentiles.size() - 1) > 100) {
      throw new IllegalArgumentException("Not rising from 0 to 100: " + percentiles);
    }
    if (!(minimum < maximum)) {
      throw new IllegalArgumentException("Not a range: " + minimum + " to " + maximum);
    }
  }
}
