package io.bactrian.cohort.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code data_augmentation}. */
final class AugmentationReader {
  private static final Choice NAME =
      Choice.of(
          "augmentation",
          "affine anisotropic bias blur colorjitter elastic flip gamma ghosting hed_transform"
              + " hed_transform_heavy hed_transform_light kspace motion noise noise_var rotate_90"
              + " rotate_180 spike swap",
          "");

  private static final List<String> STAINS =
      List.of(
          "haematoxylin_sigma_range",
          "haematoxylin_bias_range",
          "eosin_sigma_range",
          "eosin_bias_range",
          "dab_sigma_range",
          "dab_bias_range",
          "cutoff_range");

  /** The parameters of each, besides {@code probability}. */
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("affine", List.of("scales", "degrees", "translation", "isotropic")),
          Map.entry("anisotropic", List.of("axis", "downsampling")),
          Map.entry("bias", List.of("coefficients", "order")),
          Map.entry("blur", List.of("std")),
          Map.entry("colorjitter", List.of("brightness", "contrast", "saturation", "hue")),
          Map.entry(
              "elastic",
              List.of("num_control_points", "max_displacement", "locked_borders", "patch_size")),
          Map.entry("flip", List.of("axis", "flip_probability")),
          Map.entry("gamma", List.of("log_gamma")),
          Map.entry("ghosting", List.of("num_ghosts", "axis", "intensity", "restore")),
          Map.entry("hed_transform", STAINS),
          Map.entry("hed_transform_heavy", STAINS),
          Map.entry("hed_transform_light", STAINS),
          Map.entry("kspace", List.of()),
          Map.entry("motion", List.of("degrees", "translation", "num_transforms", "interpolation")),
          Map.entry("noise", List.of("mean", "std")),
          Map.entry("noise_var", List.of("mean", "std")),
          Map.entry("rotate_90", List.of("axis")),
          Map.entry("rotate_180", List.of("axis")),
          Map.entry("spike", List.of("num_spikes", "intensity")),
          Map.entry("swap", List.of("patch_size", "num_iterations")));

  private static final Choice INTERPOLATION =
      Choice.of(
          "interpolation",
          "linear nearest",
          "bspline cubic gaussian label_gaussian hamming cosine welch lanczos blackman");

  /** Axes and numbers of things. */
  private static final Set<String> WHOLE =
      Set.of(
          "axis",
          "locked_borders",
          "num_control_points",
          "num_ghosts",
          "num_iterations",
          "num_spikes",
          "num_transforms",
          "order",
          "patch_size");

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
                  values.put(key, parameter(key, parameters.get(key)));
                }
              }
              double probability = parameters.number("probability", usual, 0, 1, fraction);
              augmentations.add(
                  new AugmentationSettings(name, probability, new Parameters(unpacked(values))));
            });
    return augmentations;
  }

  private static Object parameter(String key, YamlValue value) {
    return switch (key) {
      case "isotropic" -> value.flag();
      case "interpolation" -> INTERPOLATION.of(value);
      default ->
          WHOLE.contains(key)
              ? wholeNumbers(value)
              : value.numbers("a number or a list of numbers");
    };
  }

  private static List<Double> wholeNumbers(YamlValue value) {
    String expected = "a whole number or a list of whole numbers";
    List<Double> numbers = value.numbers(expected);
    if (numbers.stream().anyMatch(number -> number != Math.rint(number))) {
      throw value.wrong(expected, "Correct the value");
    }
    return numbers;
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
