package io.bactrian.cohort.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the steps of {@code data_preprocessing} that change intensities. */
final class IntensityReader {
  static final String NAMES =
      "threshold clip=clamp rescale rgba2rgb=rgbatorgb=rgba_to_rgb rgb2rgba=rgbtorgba=rgb_to_rgba"
          + " histogram_matching histogram_equalization adaptive_histogram_equalization equalize"
          + " clahe n4 nyul normalize normalize_positive normalize_nonZero normalize_nonZero_masked"
          + " normalize_by_val normalize_imagenet normalize_standardize normalize_div_by_255";

  /** The parameters of each step. */
  static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("threshold", List.of("min", "max")),
          Map.entry("clip", List.of("min", "max")),
          Map.entry("rescale", List.of("out_min_max", "percentiles", "in_min_max", "mask")),
          Map.entry("normalize", List.of("mask")),
          Map.entry("normalize_by_val", List.of("mean", "std")),
          Map.entry("histogram_matching", List.of("target", "num_hist_level", "num_match_points")),
          Map.entry("histogram_equalization", List.of("num_hist_level", "num_match_points")),
          Map.entry("adaptive_histogram_equalization", List.of("alpha", "beta", "radius")),
          Map.entry("equalize", List.of("bins", "mask")),
          Map.entry("nyul", List.of("percentiles", "out_min_max", "mask")),
          Map.entry("clahe", List.of("tile", "clip_limit", "bins")),
          Map.entry(
              "n4", List.of("control_points", "levels", "iterations", "fwhm", "shrink", "mask")));

  private static final Choice MASK = Choice.of("mask", "all nonzero positive otsu label file", "");

  private IntensityReader() {}

  static Parameters parameters(String name, YamlValue value) {
    boolean alone = value.isEmpty() || value.lower().equals("true");
    boolean scalar = value.isScalar() && !List.of("threshold", "clip", "rescale").contains(name);
    if (!alone && (scalar || !KEYS.containsKey(name))) {
      throw value.wrong("the name alone, or True", "Remove the value");
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (name.equals("rescale")) {
      parameters.put("out_min_max", List.of(0, 1));
      parameters.put("percentiles", List.of(0, 100));
    }
    if (!alone) {
      YamlSection section = YamlSection.of(value);
      KnownKeys.checkAmong(section, KEYS.get(name));
      for (String key : KEYS.get(name)) {
        if (section.has(key)) {
          boolean landmarks = name.equals("nyul") && key.equals("percentiles");
          YamlValue given = section.get(key);
          parameters.put(key, landmarks ? landmarks(given) : parameter(key, given));
        }
      }
    }
    check(name, parameters, value);
    return new Parameters(parameters);
  }

  private static Object parameter(String key, YamlValue value) {
    return switch (key) {
      case "out_min_max", "in_min_max" -> pair(value, -Double.MAX_VALUE, Double.MAX_VALUE);
      case "percentiles" -> pair(value, 0, 100);
      case "mask" -> MASK.of(value);
      case "mean", "std" -> list(key, value);
      case "target" -> target(value);
      case "tile" -> tile(value);
      default -> {
        IntensityLimits limits = IntensityLimits.of(key);
        yield limits == null ? value.number() : within(value, limits);
      }
    };
  }

  private static double within(YamlValue value, IntensityLimits limits) {
    double number = value.number(limits.least(), limits.most(), limits.expected());
    if (!limits.allow(number)) {
      throw value.wrong(limits.expected(), "Correct the value");
    }
    return number;
  }

  private static List<Double> pair(YamlValue value, double least, double most) {
    String expected =
        "two numbers, the lower first, such as [0, " + (most == 100 ? "100" : "1") + "]";
    List<Double> pair = value.numbers(expected);
    boolean rising = pair.size() == 2 && pair.get(0) < pair.get(1);
    if (!rising || pair.get(0) < least || pair.get(1) > most) {
      throw value.wrong(expected, "Correct the value");
    }
    return pair;
  }

  private static List<Double> landmarks(YamlValue value) {
    String expected = "at least two rising numbers from 0 to 100, such as [1, 25, 50, 75, 99]";
    List<Double> percentiles = value.numbers(expected);
    boolean rising = percentiles.size() >= 2 && percentiles.get(0) >= 0;
    for (int i = 1; i < percentiles.size(); i++) {
      rising &= percentiles.get(i) > percentiles.get(i - 1);
    }
    if (!rising || percentiles.get(percentiles.size() - 1) > 100) {
      throw value.wrong(expected, "Correct the value");
    }
    return percentiles;
  }

  private static List<Double> list(String key, YamlValue value) {
    boolean deviations = key.equals("std");
    String expected = "one number a channel" + (deviations ? ", above 0" : "");
    List<Double> numbers = value.numbers(expected);
    if (deviations && numbers.stream().anyMatch(number -> number <= 0)) {
      throw value.wrong(expected, "Correct the value");
    }
    return numbers;
  }

  private static List<Double> tile(YamlValue value) {
    String expected = "3 whole numbers of at least 1, along x, y, z";
    List<Double> sides = value.numbers(expected);
    if (sides.size() != 3
        || sides.stream().anyMatch(n -> n < 1 || n > 10000 || n != Math.rint(n))) {
      throw value.wrong(expected, "Correct the value");
    }
    return sides;
  }

  private static String target(YamlValue value) {
    return value.text().equals("adaptive") ? "adaptive" : value.path().toString();
  }

  private static void check(String name, Map<String, Object> given, YamlValue value) {
    if (name.equals("threshold") || name.equals("clip")) {
      if (given.isEmpty()) {
        throw value.mistake(
            "The keys min and max of " + value.key() + " are missing",
            "one of them or both",
            "Write " + name + ": {min: 0, max: 100}");
      }
      if (given.size() == 2 && (double) given.get("min") >= (double) given.get("max")) {
        YamlSection section = YamlSection.of(value);
        throw section
            .get("max")
            .wrong("more than min, " + section.get("min").shown(), "Correct one of the two");
      }
    }
    if (name.equals("nyul") && "label".equals(given.get("mask"))) {
      throw YamlSection.of(value)
          .get("mask")
          .wrong("another mask: subjects to predict have no label", "Correct the value");
    }
    if (name.equals("normalize_by_val")
        && (!given.containsKey("mean")
            || !given.containsKey("std")
            || ((List<?>) given.get("mean")).size() != ((List<?>) given.get("std")).size())) {
      throw value.mistake(
          "The keys mean and std of " + value.key() + " are missing or not equally long",
          "one number a channel, or one for all, of values from 0 to 1",
          "Write normalize_by_val: {mean: [0.5], std: [0.25]}");
    }
  }
}
