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
          "final_layer",
          "softmax=classification_but_not_softmax=classification_without_softmax"
              + " sigmoid=classification_with_sigmoid none=identity=logits=regression",
          "logsoftmax tanh");
  private static final Choice PRECISION =
      Choice.of(
          "precision", "auto bf16=bf16-mixed fp32=32=32-true fp16 16=16-mixed fp64=64=64-true", "");
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
    Problem problem = ProblemReader.read(whole, model, architecture);
    if (problem == Problem.SEGMENTATION && ArchitectureReader.perImage(architecture)) {
      throw whole
          .get("problem_type")
          .wrong(
              "classification or regression: " + architecture + " answers once an image",
              "Choose another architecture, such as unet");
    }
    boolean number = problem == Problem.REGRESSION;
    List<List<Integer>> combined =
        model.has("class_list") && problem == Problem.SEGMENTATION
            ? ClassList.combined(model.get("class_list"))
            : List.of();
    List<Integer> classes =
        number
            ? noClasses(model, whole.has("problem_type"))
            : combined.isEmpty() ? classes(model) : ModelSettings.numbers(combined);
    String finalLayer =
        model.entries().containsKey("final_layer")
            ? FINAL_LAYER.of(model.entries().get("final_layer"))
            : number ? "none" : "softmax";
    if (number && !finalLayer.equals("none")) {
      throw model
          .get("final_layer")
          .wrong("none (or regression): a number has no probability", "Remove the key");
    }
    if (!number && classes.size() < 2 && !finalLayer.equals("sigmoid")) {
      throw model
          .get("class_list")
          .wrong("at least 2 labels (1 only with final_layer: sigmoid)", "Add the background, 0");
    }
    ModelSettings settings =
        new ModelSettings(
            dimension(whole, model),
            architecture,
            model.integer("base_filters", 32, 1),
            ArchitectureReader.depth(model, architecture),
            model.entries().containsKey("norm_type")
                ? Norm.valueOf(NORM.of(model.entries().get("norm_type")).toUpperCase(Locale.ROOT))
                : Norm.BATCH,
            classes,
            channels(model),
            finalLayer,
            whole.has("precision") ? PRECISION.of(whole.get("precision")) : "auto",
            model.positive("sigmoid_input_multiplier", 1),
            ignoredClass(model, classes),
            model.flag("save_at_every_epoch", false),
            ArchitectureReader.dropout(model, architecture, problem),
            ArchitectureReader.options(architecture, model),
            problem,
            combined);
    if (settings.regions() && !finalLayer.equals("sigmoid")) {
      throw model
          .value()
          .mistake(
              "The classes of class_list share labels, but final_layer is " + finalLayer,
              "final_layer: sigmoid, which gives each class a probability of its own",
              "Set final_layer: sigmoid, or give every label to one class");
    }
    return settings;
  }

  private static ConfigurationException missing(YamlSection model, String key, String expected) {
    return model
        .value()
        .mistake("The key model." + key + " is missing", expected, "Add it to the section model");
  }

  /** GaNDLF's files have a list all the same, and do not name the problem. */
  private static List<Integer> noClasses(YamlSection model, boolean named) {
    if (named && model.has("class_list") && ClassList.read(model.get("class_list")).size() > 1) {
      throw model
          .get("class_list")
          .wrong(
              "no class_list: a regression has no classes",
              "Remove the key, or write problem_type: classification");
    }
    return List.of();
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
