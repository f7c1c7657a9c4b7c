package io.bactrian.cohort.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;

/** Reads the steps of {@code data_preprocessing} that change the grid of images. */
final class SpatialReader {
  /** The steps; other spellings of one follow it after equals signs. */
  static final String NAMES =
      "to_canonical resample resample_min=resample_minimum resize_image=resize=resize_images"
          + " resize_patch crop centercrop pad pad_or_crop crop_external_zero_planes align";

  private static final Choice INTERPOLATION =
      Choice.of("interpolation", "nearest linear bspline=cubic", "");
  private static final Choice LABEL_INTERPOLATION =
      Choice.of("interpolation of labels", "nearest linear", "");
  private static final Choice PADDING_MODE =
      Choice.of("padding mode", "constant edge reflect symmetric", "");

  private static final List<String> PADDING = List.of("padding_mode", "value");
  private static final List<String> INTERPOLATIONS =
      List.of("interpolation", "label_interpolation");

  /** The parameters of each step; the first one may stand alone, without its name. */
  static final Map<String, List<String>> KEYS =
      Map.of(
          "resample", with("resolution", INTERPOLATIONS),
          "resample_min", with("resolution", INTERPOLATIONS),
          "resize_image", with("size", INTERPOLATIONS),
          "resize_patch", with("size", INTERPOLATIONS),
          "crop", List.of("border"),
          "pad", with("border", PADDING),
          "centercrop", with("size", PADDING),
          "pad_or_crop", with("size", PADDING),
          "align", with("reference", INTERPOLATIONS));

  private static final Set<String> RESIZING = Set.of("resize_image", "resize_patch");

  private SpatialReader() {}

  private static List<String> with(String first, List<String> others) {
    List<String> all = new ArrayList<>();
    all.add(first);
    all.addAll(others);
    return List.copyOf(all);
  }

  /** The parameters of one of the steps in {@link #KEYS}. */
  static Parameters parameters(String name, YamlValue value, int dimension) {
    YamlSection section = value.node() instanceof MappingNode ? YamlSection.of(value) : null;
    if (section != null) {
      KnownKeys.checkAmong(section, KEYS.get(name));
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    String first = KEYS.get(name).get(0);
    YamlValue main = section == null ? value : section.has(first) ? section.get(first) : null;
    switch (first) {
      case "resolution" -> parameters.put(first, resolution(value, section, name, dimension));
      case "size" -> parameters.put(first, size(value, main, name, dimension));
      case "border" -> parameters.put(first, border(value, main, name, dimension));
      default -> parameters.put(first, main == null || main.isEmpty() ? 0 : main.integer(0));
    }
    if (section != null) {
      choose(section, "interpolation", INTERPOLATION, parameters);
      choose(section, "label_interpolation", LABEL_INTERPOLATION, parameters);
      choose(section, "padding_mode", PADDING_MODE, parameters);
      if (section.has("value")) {
        parameters.put("value", section.get("value").number());
      }
    }
    return new Parameters(parameters);
  }

  private static void choose(
      YamlSection section, String key, Choice choice, Map<String, Object> parameters) {
    if (section.has(key)) {
      parameters.put(key, choice.of(section.get(key)));
    }
  }

  /**
   * The order in which steps are applied that do not stand where the file has them: channels have
   * to lie on one grid before all else, and GaNDLF resizes images as it reads them.
   *
   * @param steps in the order of the file
   * @param section for messages
   */
  static List<PreprocessingStep> ordered(List<PreprocessingStep> steps, YamlSection section) {
    List<PreprocessingStep> first = new ArrayList<>();
    for (String name : List.of("align", "resize_image")) {
      steps.stream().filter(step -> step.name().equals(name)).forEach(first::add);
    }
    List<PreprocessingStep> all = new ArrayList<>(first);
    steps.stream().filter(step -> !first.contains(step)).forEach(all::add);
    boolean resampled = all.stream().anyMatch(step -> step.name().equals("resample"));
    for (Map.Entry<String, YamlValue> entry : section.entries().entrySet()) {
      String name =
          PreprocessingReader.names().existing().get(entry.getKey().toLowerCase(Locale.ROOT));
      if (resampled && name != null && RESIZING.contains(name) && !entry.getValue().isFalse()) {
        throw entry
            .getValue()
            .mistake(
                "There are both resample and " + entry.getKey(),
                "one of the two; GaNDLF leaves out " + entry.getKey() + " then",
                "Remove " + entry.getKey());
      }
    }
    return all;
  }

  /** Millimetres along x, y, z, 0 to keep those of an axis; or the text isotropic. */
  private static Object resolution(
      YamlValue value, YamlSection section, String name, int dimension) {
    if (section == null || !section.has("resolution")) {
      throw value.mistake(
          "The key " + value.key() + ".resolution is missing",
          "millimetres along each axis, such as [1, 1, 1]",
          "Write " + name + ": {resolution: [1, 1, 1]}");
    }
    YamlValue resolution = section.get("resolution");
    String expected =
        "1 or 3 numbers above 0 (2 in 2D), null for an axis to keep"
            + (name.equals("resample") ? ", or isotropic" : "");
    if (name.equals("resample") && resolution.lower().equals("isotropic")) {
      return "isotropic";
    }
    List<Double> given = new ArrayList<>();
    for (YamlValue item : resolution.items()) {
      given.add(item.isScalar() && item.isEmpty() ? 0 : item.number(expected));
    }
    List<Double> all = axes(resolution, given, dimension, expected, 0);
    if (all.stream().anyMatch(mm -> mm < 0)
        || all.subList(0, dimension).stream().allMatch(mm -> mm == 0)) {
      throw resolution.wrong(expected, "Correct the value");
    }
    return all;
  }

  private static List<Double> size(YamlValue value, YamlValue size, String name, int dimension) {
    String expected = "3 whole numbers of at least 1 (2 in 2D), such as [64, 64, 64]";
    if (size == null || size.isEmpty()) {
      throw value.wrong(expected, "Write " + name + ": [64, 64, 64]");
    }
    List<Double> sizes = axes(size, size.numbers(expected), dimension, expected, 1);
    if (sizes.stream().anyMatch(n -> n < 1 || n > Integer.MAX_VALUE || n != Math.rint(n))) {
      throw size.wrong(expected, "Correct the value");
    }
    return sizes;
  }

  /** Voxels before and behind along x, y and z. */
  private static List<Double> border(
      YamlValue value, YamlValue border, String name, int dimension) {
    boolean plane = dimension == 2;
    String expected =
        plane
            ? "1, 2 or 4 whole numbers of at least 0, such as [8, 8]"
            : "1, 3 or 6 whole numbers of at least 0, such as [8, 8, 4]";
    if (border == null || border.isEmpty()) {
      throw value.wrong(expected, "Write " + name + ": " + (plane ? "[8, 8]" : "[8, 8, 4]"));
    }
    List<Double> given = border.numbers(expected);
    if (given.stream().anyMatch(n -> n < 0 || n > Integer.MAX_VALUE || n != Math.rint(n))) {
      throw border.wrong(expected, "Correct the value");
    }
    List<Double> ends = new ArrayList<>();
    if (given.size() == 6 || plane && given.size() == 4) {
      ends.addAll(given);
    } else {
      for (double both : axes(border, given, dimension, expected, 0)) {
        ends.add(both);
        ends.add(both);
      }
    }
    while (ends.size() < 6) {
      ends.add(0.0);
    }
    return ends;
  }

  /** One number for all axes, or one for each; a plane's third axis gets {@code third}. */
  private static List<Double> axes(
      YamlValue value, List<Double> given, int dimension, String expected, double third) {
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
}
