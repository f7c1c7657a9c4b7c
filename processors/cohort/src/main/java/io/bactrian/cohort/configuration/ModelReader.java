package io.bactrian.cohort.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the {@code model} section. */
final class ModelReader {
  private static final Choice NORM =
      Choice.of("norm_type", "batch instance tracked_instance none", "");
  private static final Choice FINAL_LAYER =
      Choice.of(
          "final_layer", "softmax sigmoid none=identity=logits", "logsoftmax tanh regression");
  private static final Choice PRECISION =
      Choice.of("precision", "auto bf16=bf16-mixed fp32=32=32-true", "");
  private static final List<String> CHANNELS =
      List.of("num_channels", "n_channels", "channels", "model_channels");

  private ModelReader() {}

  /**
   * @param whole the file: {@code patch_size} and {@code precision} stand outside the section
   */
  static ModelSettings read(YamlSection whole) {
    if (!whole.has("model")) {
      throw whole
          .value()
          .mistake(
              "The key model is missing",
              "model: {architecture: unet, dimension: 3, class_list: [0, 1]}",
              "Add the section");
    }
    YamlSection model = whole.section("model");
    KnownKeys.check(model, "model");
    if (!model.has("architecture")) {
      throw missing(model, "architecture", "unet or resunet");
    }
    String architecture = ArchitectureReader.ARCHITECTURE.of(model.get("architecture"));
    List<List<Integer>> combined =
        model.has("class_list") ? ClassList.combined(model.get("class_list")) : List.of();
    List<Integer> classes = combined.isEmpty() ? classes(model) : ModelSettings.numbers(combined);
    String finalLayer =
        model.entries().containsKey("final_layer")
            ? FINAL_LAYER.of(model.entries().get("final_layer"))
            : "softmax";
    if (classes.size() < 2 && !finalLayer.equals("sigmoid")) {
      throw model
          .get("class_list")
          .wrong("at least 2 labels (1 only with final_layer: sigmoid)", "Add the background, 0");
    }
    return new ModelSettings(
        dimension(whole, model),
        architecture,
        model.integer("base_filters", 32, 1),
        depth(model),
        model.entries().containsKey("norm_type")
            ? Norm.valueOf(NORM.of(model.entries().get("norm_type")).toUpperCase(Locale.ROOT))
            : Norm.BATCH,
        classes,
        channels(model),
        finalLayer,
        whole.has("precision") ? precision(whole.get("precision")) : "auto",
        model.positive("sigmoid_input_multiplier", 1),
        ignoredClass(model, classes),
        model.flag("save_at_every_epoch", false),
        model.number("dropout", 0, 0, Math.nextDown(1), "0 for none, or a probability below 1"),
        ArchitectureReader.options(architecture, model),
        combined);
  }

  private static String precision(YamlValue value) {
    String expected = "one of auto, bf16, fp32";
    String given = value.lower();
    if (given.startsWith("16")) {
      throw value.mistake(
          "Half precision (" + given + ") needs a GPU and scaled losses",
          expected,
          "Write bf16, which has the range of fp32");
    }
    if (given.startsWith("64")) {
      throw value.mistake(
          "Double precision (" + given + ") does not exist yet", expected, "Write fp32");
    }
    return PRECISION.of(value);
  }

  private static ConfigurationException missing(YamlSection model, String key, String expected) {
    return model
        .value()
        .mistake("The key model." + key + " is missing", expected, "Add it to the section model");
  }

  private static List<Integer> classes(YamlSection model) {
    if (!model.has("class_list")) {
      throw missing(
          model, "class_list", "the label values that the model tells apart, such as [0, 1, 2]");
    }
    return ClassList.read(model.get("class_list"));
  }

  private static int dimension(YamlSection whole, YamlSection model) {
    if (model.has("dimension")) {
      YamlValue value = model.get("dimension");
      if (!List.of("2", "3").contains(value.text())) {
        throw value.wrong("2 or 3", "Choose one of the two");
      }
      return value.integer(2);
    }
    int axes = whole.has("patch_size") ? whole.get("patch_size").items().size() : 0;
    if (axes != 2 && axes != 3) {
      throw missing(model, "dimension", "2 or 3");
    }
    return axes;
  }

  private static int depth(YamlSection model) {
    int depth = model.integer("depth", 4, 1);
    if (depth > 8) {
      throw model.get("depth").wrong("a whole number from 1 to 8", "Lower the value");
    }
    return depth;
  }

  private static int channels(YamlSection model) {
    List<YamlValue> given = new ArrayList<>();
    CHANNELS.stream().filter(model::has).forEach(name -> given.add(model.get(name)));
    if (given.size() > 1) {
      throw given
          .get(1)
          .mistake(
              given.get(1).key() + " says the same as " + given.get(0).key(),
              "one of the two",
              "Remove one of them");
    }
    return given.isEmpty() ? 0 : given.get(0).integer(1);
  }

  /** GaNDLF names the class by its place in the list. */
  private static Integer ignoredClass(YamlSection model, List<Integer> classes) {
    YamlValue value = model.get("ignore_label_validation");
    if (value == null) {
      return null;
    }
    int index = value.integer(0);
    if (index >= classes.size()) {
      throw value.wrong(
          "a place in class_list, 0 to " + (classes.size() - 1),
          "Give the place of the label, not the label");
    }
    return classes.get(index);
  }
}
