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
          SpatialReader.NAMES + " " + IntensityReader.NAMES,
          "stain_normalization stain_normalizer");

  private PreprocessingReader() {}

  /** The keys below the name of a step, for the documentation and messages. */
  static Map<String, List<String>> keys() {
    Map<String, List<String>> keys = new LinkedHashMap<>(SpatialReader.KEYS);
    keys.putAll(IntensityReader.KEYS);
    return keys;
  }

  static Choice names() {
    return NAME;
  }

  /**
   * The steps in the order in which they are applied: as written, but {@code align} and then {@code
   * resize_image} first and the normalization last, as GaNDLF does; {@code nyul} just before it.
   */
  static List<PreprocessingStep> read(YamlSection whole, int dimension) {
    List<PreprocessingStep> steps = new ArrayList<>();
    PreprocessingStep normalization = null;
    PreprocessingStep standardization = null;
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
      if (name.equals("nyul")) {
        standardization = step;
        continue;
      }
      if (name.equals("clip") || name.equals("threshold")) {
        if (limits != null) {
          throw value.mistake(
              limits.equals(name)
                  ? "There is a second " + name
                  : "There are both " + limits + " and " + name,
              "threshold (outside becomes 0) or clip (outside becomes the limit)",
              "Remove one of them");
        }
        limits = name;
      }
      steps.add(step);
    }
    List<PreprocessingStep> ordered = SpatialReader.ordered(steps, section);
    if (standardization != null) {
      ordered.add(standardization);
    }
    if (normalization != null) {
      ordered.add(normalization);
    }
    return ordered;
  }

  private static Parameters parameters(String name, YamlValue value, int dimension) {
    return SpatialReader.KEYS.containsKey(name)
        ? SpatialReader.parameters(name, value, dimension)
        : IntensityReader.parameters(name, value);
  }
}
