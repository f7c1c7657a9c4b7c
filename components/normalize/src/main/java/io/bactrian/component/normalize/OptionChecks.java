package io.bactrian.component.normalize;

import io.bactrian.cohort.configuration.IntensityLimits;
import io.bactrian.step.Options;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** That the options of a step are within what its operation takes. */
record OptionChecks(String step) {
  private void check(boolean right, String option, Object value, String expected) {
    Options.check(right, step, option, String.valueOf(value), expected);
  }

  /** All numbers that a configuration has limits for, under their names there. */
  void limits(Map<String, Object> values) {
    values.forEach(
        (key, value) -> {
          IntensityLimits limits = IntensityLimits.of(key);
          if (limits != null) {
            double number = ((Number) value).doubleValue();
            check(limits.allow(number), option(key), value, limits.expected());
          }
        });
  }

  /** clip_limit is clipLimit in a route. */
  private static String option(String key) {
    StringBuilder option = new StringBuilder();
    for (String word : key.split("_")) {
      option.append(
          option.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return option.toString();
  }

  void below(double lower, String option, double upper) {
    check(Double.isFinite(lower), "min", lower, "a finite number");
    check(Double.isFinite(upper), option, upper, "a finite number");
    check(lower < upper, option, upper, "more than min, " + lower);
  }

  void percentiles(double low, double high) {
    check(low >= 0 && low < 100, "lowPercentile", low, "a number from 0 to below 100");
    check(
        high > low && high <= 100,
        "highPercentile",
        high,
        "a number above lowPercentile, " + low + ", and at most 100");
  }

  void pair(String option, String text, List<Double> numbers) {
    boolean right = numbers == null || numbers.size() == 2 && numbers.get(0) < numbers.get(1);
    check(right, option, text, "two numbers, the lower first, such as 0,100");
  }

  void percentiles(String text, List<Double> numbers) {
    if (numbers == null) {
      return;
    }
    boolean rising = numbers.size() >= 2 && numbers.get(0) >= 0;
    for (int i = 1; i < numbers.size(); i++) {
      rising &= numbers.get(i) > numbers.get(i - 1);
    }
    check(
        rising && numbers.get(numbers.size() - 1) <= 100,
        "percentiles",
        text,
        "at least two rising numbers from 0 to 100, such as 1,25,50,75,99");
  }

  void tile(String text, List<Double> sides) {
    boolean right =
        sides == null
            || sides.size() == 3
                && sides.stream().allMatch(n -> n >= 1 && n <= 10000 && n == Math.rint(n));
    check(right, "tile", text, "3 whole numbers of at least 1, along x, y, z");
  }

  void deviations(String text, List<Double> numbers, int means) {
    boolean right = numbers.size() == means && numbers.stream().allMatch(number -> number > 0);
    check(right, "std", text, "as many numbers as mean has, " + means + ", above 0");
  }
}
