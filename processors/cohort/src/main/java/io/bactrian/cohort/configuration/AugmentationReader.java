package io.bactrian.cohort.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code data_augmentation}. */
final class AugmentationReader {
  private static final Choice NAME =
      Choice.of(
          "augmentation",
          "affine bias blur elastic flip gamma noise noise_var rotate_90 rotate_180",
          "kspace motion swap anisotropic colorjitter hed_transform");

  /** The parameters of each, besides {@code probability}. */
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "affine", List.of("scales", "degrees", "translation"),
          "bias", List.of("coefficients", "order"),
          "blur", List.of("std"),
          "elastic", List.of("num_control_points", "max_displacement", "locked_borders"),
          "flip", List.of("axis", "flip_probability"),
          "gamma", List.of("log_gamma"),
          "noise", List.of("mean", "std"),
          "noise_var", List.of("mean", "std"),
          "rotate_90", List.of("axis"),
          "rotate_180", List.of("axis"));

  private AugmentationReader() {}

  /** The keys below the name of an augmentation, besides {@code probability}. */
  static Map<String, List<String>> keys() {
    return KEYS;
  }

  static Choice names() {
    return NAME;
  }

  /** The augmentations in the order of the file, each with its probability. */
  static List<AugmentationSettings> read(YamlSection whole) {
    YamlSection section = whole.section("data_augmentation");
    String fraction = "a number from 0 to 1";
    double usual = section.number("default_probability", 0.5, 0, 1, fraction);
    List<AugmentationSettings> augmentations = new ArrayList<>();
    section
        .entries()
        .forEach(
            (given, value) -> {
              if (given.equals("default_probability") || value.lower().equals("false")) {
                return;
              }
              String name = NAME.of(value, given);
              YamlSection parameters =
                  value.lower().equals("true")
                      ? new YamlSection(value, Map.of())
                      : YamlSection.of(value);
              KnownKeys.checkAmong(parameters, withProbability(name));
              Map<String, Object> values = new LinkedHashMap<>();
              for (String key : KEYS.get(name)) {
                if (parameters.has(key)) {
                  YamlValue parameter = parameters.get(key);
                  values.put(key, parameter.numbers("a number or a list of numbers"));
                }
              }
              double probability = parameters.number("probability", usual, 0, 1, fraction);
              augmentations.add(
                  new AugmentationSettings(name, probability, new Parameters(unpacked(values))));
            });
    return augmentations;
  }

  private static List<String> withProbability(String name) {
    List<String> keys = new ArrayList<>(List.of("probability"));
    keys.addAll(KEYS.get(name));
    return keys;
  }

  /** Lists of one number are that number. */
  private static Map<String, Object> unpacked(Map<String, Object> values) {
    values.replaceAll((k, v) -> v instanceof List<?> l && l.size() == 1 ? l.get(0) : v);
    return values;
  }
}
