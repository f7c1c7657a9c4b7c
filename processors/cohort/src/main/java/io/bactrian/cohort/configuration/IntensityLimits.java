package io.bactrian.cohort.configuration;

import java.util.Map;

/**
 * What a parameter of a step that changes intensities can be, in a configuration and in a route.
 *
 * @param least value
 * @param most value
 * @param whole whether it has to be a whole number
 */
public record IntensityLimits(double least, double most, boolean whole) {
  private static final Map<String, IntensityLimits> LIMITS =
      Map.ofEntries(
          Map.entry("num_hist_level", new IntensityLimits(2, 16384, true)),
          Map.entry("bins", new IntensityLimits(2, 16384, true)),
          Map.entry("num_match_points", new IntensityLimits(1, 10000, true)),
          Map.entry("alpha", new IntensityLimits(0, 1, false)),
          Map.entry("beta", new IntensityLimits(0, 1, false)),
          Map.entry("clip_limit", new IntensityLimits(0, 1, false)),
          Map.entry("radius", new IntensityLimits(1, 50, true)),
          Map.entry("control_points", new IntensityLimits(4, 35, true)),
          Map.entry("levels", new IntensityLimits(1, 4, true)),
          Map.entry("iterations", new IntensityLimits(1, 10000, true)),
          Map.entry("fwhm", new IntensityLimits(1e-3, 10, false)),
          Map.entry("shrink", new IntensityLimits(1, 100, true)));

  /** Those of a parameter under its name in a configuration; null when it has none. */
  public static IntensityLimits of(String key) {
    return LIMITS.get(key);
  }

  public boolean allow(double value) {
    return value >= least && value <= most && (!whole || value == Math.rint(value));
  }

  /** As messages say what is expected. */
  public String expected() {
    return whole
        ? "a whole number from " + (long) least + " to " + (long) most
        : "a number from " + plain(least) + " to " + plain(most);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
