package io.bactrian.cohort.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code data_preprocessing}. */
final class PreprocessingReader {
  private static final Choice NAME =
      Choice.of(
          "preprocessing step",
          SpatialReader.NAMES
              + " threshold clip=clamp rescale normalize normalize_positive"
              + " normalize_nonZero normalize_nonZero_masked",
          "normalize_by_val normalize_imagenet normalize_standardize normalize_div_by_255"
              + " rgba2rgb rgbatorgb rgba_to_rgb rgb2rgba rgbtorgba rgb_to_rgba"
              + " histogram_matching histogram_equalization adaptive_histogram_equalization"
              + " stain_normalization stain_normalizer");

  /** The parameters of each step that changes intensities. */
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "threshold", List.of("min", "max"),
          "clip", List.of("min", "max"),
          "rescale", List.of("out_min_max", "percentiles", "in_min_max"));

  private PreprocessingReader() {}

  /** The keys below the name of a step, for the documentation and messages. */
  static Map<String, List<String>> keys() {
    Map<String, List<String>> keys = new LinkedHashMap<>(SpatialReader.KEYS);
    keys.putAll(KEYS);
    return keys;
  }

  static Choice names() {
    return NAME;
  }

  /**
   * The steps in the order in which they are applied: as written, but {@code align} and then {@code
   * resize_image} first and the normalization last, as GaNDLF does.
   */
  static List<PreprocessingStep> read(YamlSection whole, int dimension) {
    List<PreprocessingStep> steps = new ArrayList<>();
    PreprocessingStep normalization = null;
    String limits = null;
    YamlSection section = whole.section("data_preprocessing");
    for (Map.Entry<String, YamlValue> entry : section.entries().entrySet()) {
      YamlValue value = entry.getValue();
      if (value.isFalse()) {
        continue;
      }
      String name = NAME.of(value, entry.getKey());
      PreprocessingStep step = new PreprocessingStep(name, parameters(name, value, dimension));
      if (name.startsWith("normalize")) {
        if (normalization != null) {
          throw value.mistake(
              name + " is a second normalization after " + normalization.name(),
              "one normalization",
              "Remove one of them");
        }
        normalization = step;
        continue;
      }
      if (name.equals("clip") || name.equals("threshold")) {
        if (limits != null) {
          throw value.mistake(
              "There are both " + limits + " and " + name,
              "threshold (outside becomes 0) or clip (outside becomes the limit)",
              "Remove one of them");
        }
        limits = name;
      }
      steps.add(step);
    }
    List<PreprocessingStep> ordered = SpatialReader.ordered(steps, section);
    if (normalization != null) {
      ordered.add(normalization);
    }
    return ordered;
  }

  private static Parameters parameters(String name, YamlValue value, int dimension) {
    if (SpatialReader.KEYS.containsKey(name)) {
      return SpatialReader.parameters(name, value, dimension);
    }
    return switch (name) {
      case "threshold", "clip" -> limits(value, name);
      case "rescale" -> rescale(value);
      default -> {
        if (!value.isEmpty() && !value.lower().equals("true")) {
          throw value.wrong("the name alone, or True", "Remove the value");
        }
        yield Parameters.NONE;
      }
    };
  }

  private static Parameters limits(YamlValue value, String name) {
    YamlSection section = section(value, name);
    Map<String, Object> limits = new LinkedHashMap<>();
    for (String limit : List.of("min", "max")) {
      if (section.has(limit)) {
        limits.put(limit, section.get(limit).number());
      }
    }
    if (limits.isEmpty()) {
      throw value.mistake(
          "The keys min and max of " + value.key() + " are missing",
          "one of them or both",
          "Write " + name + ": {min: 0, max: 100}");
    }
    if (limits.size() == 2 && (double) limits.get("min") >= (double) limits.get("max")) {
      throw section
          .get("max")
          .wrong("more than min, " + section.get("min").shown(), "Correct one of the two");
    }
    return new Parameters(limits);
  }

  private static Parameters rescale(YamlValue value) {
    YamlSection section = section(value, "rescale");
    if (section.has("in_min_max")) {
      throw section
          .get("in_min_max")
          .mistake(
              "The feature of the key " + value.key() + ".in_min_max does not exist yet",
              "no such key",
              "Clip to these values first, then rescale from the percentiles 0 and 100");
    }
    return Parameters.of(
        "out_min_max",
        pair(section, "out_min_max", 0, 1, -Double.MAX_VALUE, Double.MAX_VALUE),
        "percentiles",
        pair(section, "percentiles", 0, 100, 0, 100));
  }

  private static List<Double> pair(
      YamlSection section, String name, double low, double high, double least, double most) {
    if (!section.has(name)) {
      return List.of(low, high);
    }
    String expected =
        "two numbers, the lower first, such as [" + (int) low + ", " + (int) high + "]";
    List<Double> pair = section.get(name).numbers(expected);
    if (pair.size() != 2
        || pair.get(0) >= pair.get(1)
        || pair.get(0) < least
        || pair.get(1) > most) {
      throw section.get(name).wrong(expected, "Correct the value");
    }
    return pair;
  }

  private static YamlSection section(YamlValue value, String name) {
    YamlSection section = YamlSection.of(value);
    KnownKeys.checkAmong(section, KEYS.get(name));
    return section;
  }
}
