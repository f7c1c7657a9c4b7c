package io.bactrian.cohort.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads {@code data_preprocessing}. */
final class PreprocessingReader {
  private static final Choice NAME =
      Choice.of(
          "preprocessing step",
          "to_canonical resample resample_min=resample_minimum crop_external_zero_planes centercrop"
              + " pad_or_crop threshold clip=clamp rescale normalize normalize_positive"
              + " normalize_nonZero normalize_nonZero_masked",
          "crop normalize_by_val normalize_imagenet normalize_standardize normalize_div_by_255"
              + " rgba2rgb rgbatorgb rgba_to_rgb rgb2rgba rgbtorgba rgb_to_rgba"
              + " histogram_matching histogram_equalization adaptive_histogram_equalization"
              + " resize resize_image resize_images resize_patch stain_normalization"
              + " stain_normalizer");

  /** The parameters of each step; those with a value of their own take it without a name. */
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "resample", List.of("resolution"),
          "resample_min", List.of("resolution"),
          "centercrop", List.of("size"),
          "pad_or_crop", List.of("size"),
          "threshold", List.of("min", "max"),
          "clip", List.of("min", "max"),
          "rescale", List.of("out_min_max", "percentiles", "in_min_max"));

  private PreprocessingReader() {}

  /** The keys below the name of a step, for the documentation and messages. */
  static Map<String, List<String>> keys() {
    return KEYS;
  }

  static Choice names() {
    return NAME;
  }

  /**
   * The steps in the order in which they are applied: as written, but the normalization last, as
   * GaNDLF does.
   */
  static List<PreprocessingStep> read(YamlSection whole, int dimension) {
    List<PreprocessingStep> steps = new ArrayList<>();
    PreprocessingStep normalization = null;
    String limits = null;
    for (Map.Entry<String, YamlValue> entry :
        whole.section("data_preprocessing").entries().entrySet()) {
      YamlValue value = entry.getValue();
      if (value.lower().equals("false")) {
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
    if (normalization != null) {
      steps.add(normalization);
    }
    return steps;
  }

  private static Parameters parameters(String name, YamlValue value, int dimension) {
    return switch (name) {
      case "resample", "resample_min" -> resolution(value, name, dimension);
      case "centercrop", "pad_or_crop" -> size(value, name, dimension);
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

  /** In 2D, 0 keeps the spacing of the slice. */
  private static Parameters resolution(YamlValue value, String name, int dimension) {
    YamlSection section = section(value, name);
    if (!section.has("resolution")) {
      throw value.mistake(
          "The key " + value.key() + ".resolution is missing",
          "millimetres along each axis, such as [1, 1, 1]",
          "Write " + name + ": {resolution: [1, 1, 1]}");
    }
    String expected = "1 or 3 numbers above 0 (2 in 2D)";
    List<Double> resolution = axes(section.get("resolution"), dimension, expected, 0);
    if (resolution.subList(0, dimension).stream().anyMatch(mm -> mm <= 0)
        || resolution.get(2) < 0) {
      throw section.get("resolution").wrong(expected, "Correct the value");
    }
    return Parameters.of("resolution", resolution);
  }

  private static Parameters size(YamlValue value, String name, int dimension) {
    String expected = "3 whole numbers of at least 1 (2 in 2D), such as [64, 64, 64]";
    boolean named = value.node() instanceof MappingNode;
    YamlValue size = named ? section(value, name).get("size") : value;
    if (size == null || size.isEmpty()) {
      throw value.wrong(expected, "Write " + name + ": [64, 64, 64]");
    }
    List<Double> sizes = axes(size, dimension, expected, 1);
    if (sizes.stream().anyMatch(n -> n < 1 || n != Math.rint(n))) {
      throw size.wrong(expected, "Correct the value");
    }
    return Parameters.of("size", sizes);
  }

  /** One number for all axes, or one for each; a plane's third axis gets {@code third}. */
  private static List<Double> axes(YamlValue value, int dimension, String expected, double third) {
    List<Double> given = value.numbers(expected);
    boolean plane = dimension == 2;
    if (given.size() == 1) {
      double all = given.get(0);
      return List.of(all, all, plane ? third : all);
    }
    if (given.size() == 2 && plane) {
      return List.of(given.get(0), given.get(1), third);
    }
    if (given.size() != 3) {
      throw value.wrong(expected, "Correct the value");
    }
    return given;
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
