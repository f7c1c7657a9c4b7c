package io.bactrian.cohort.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads {@code loss_function} and what weighs its classes. */
final class LossReader {
  static final Choice LOSS =
      Choice.of(
          "loss_function",
          "dc=dice dc_log=dclog=dice_log=dicelog dcce dcce_logits ce cel mcc=mathews"
              + " mcc_log=mcclog=mathews_log tversky focal dc_focal kld mse l1",
          "");
  private static final Choice REDUCTION = Choice.of("reduction", "mean sum", "");

  private static final List<String> REGION = List.of("include_background");
  private static final List<String> DISTANCE = List.of("reduction");
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("dc", REGION),
          Map.entry("dc_log", REGION),
          Map.entry("dcce", List.of("include_background", "binary")),
          Map.entry("dcce_logits", REGION),
          Map.entry("ce", List.of()),
          Map.entry("cel", List.of()),
          Map.entry("mcc", REGION),
          Map.entry("mcc_log", REGION),
          Map.entry("tversky", List.of("include_background", "alpha", "beta")),
          Map.entry("focal", List.of("gamma", "size_average")),
          Map.entry("dc_focal", List.of("include_background", "gamma", "size_average")),
          Map.entry("kld", List.of()),
          Map.entry("mse", DISTANCE),
          Map.entry("l1", DISTANCE));

  /** Those that need no space. */
  private static final Map<Problem, List<String>> USABLE =
      Map.of(
          Problem.SEGMENTATION, List.copyOf(KEYS.keySet()),
          Problem.CLASSIFICATION, List.of("cel", "ce", "focal", "mse", "l1"),
          Problem.REGRESSION, List.of("mse", "l1"));

  private LossReader() {}

  static LossSettings read(YamlSection whole, ModelSettings model) {
    // GaNDLF's regressions have the key, too, which without classes has no effect.
    boolean weighted = whole.flag("weighted_loss", false) && model.problem() != Problem.REGRESSION;
    List<Double> penalties = penalties(whole, model);
    List<String> usable = USABLE.get(model.problem());
    if (!whole.has("loss_function")) {
      boolean segments = model.problem() == Problem.SEGMENTATION;
      LossTerm usual = LossTerm.of(segments ? "dcce" : usable.get(0));
      return new LossSettings(List.of(usual), weighted, penalties);
    }
    List<LossTerm> terms = new ArrayList<>();
    whole
        .section("loss_function")
        .entries()
        .forEach(
            (name, value) -> {
              LossTerm term = term(LOSS.of(value, name), value);
              if (!usable.contains(term.type())) {
                throw value.mistake(
                    "The loss " + term.type() + " is not for a " + model.problem().key(),
                    "one of " + String.join(", ", usable),
                    "Choose one of these, or correct problem_type");
              }
              if (term.type().equals("cel") && model.regions()) {
                throw value.mistake(
                    "The loss cel takes each voxel for one class, but those of class_list overlap"
                        + " or leave voxels to none",
                    "a loss of each class by itself, such as dcce, dc or ce",
                    "Choose one of these, or give every label, 0 too, to one class");
              }
              if (terms.stream().anyMatch(other -> other.type().equals(term.type()))) {
                throw value.mistake(
                    "The loss " + term.type() + " is given twice",
                    "every loss once, with the weight of both",
                    "Remove one of them");
              }
              terms.add(term);
            });
    return new LossSettings(terms, weighted, penalties);
  }

  /** A number alone is the weight; otherwise there are options. */
  private static LossTerm term(String type, YamlValue value) {
    String expected = "a number above 0: the weight of the loss in the sum";
    if (value.isScalar() && value.textOrNull() != null && value.text().matches("[-+.0-9].*")) {
      double weight = value.number(Double.MIN_VALUE, Double.MAX_VALUE, expected);
      return new LossTerm(type, weight, Parameters.NONE);
    }
    boolean alone = value.isScalar();
    YamlSection section = alone ? new YamlSection(value, Map.of()) : YamlSection.of(value);
    KnownKeys.check(section, "loss_function");
    List<String> known = KEYS.get(type);
    Map<String, Object> options = new LinkedHashMap<>();
    for (String name : new TreeSet<>(section.entries().keySet())) {
      YamlValue given = section.get(name);
      if (given == null || name.equals("weight")) {
        continue;
      }
      if (!known.contains(name)) {
        throw OptimizationReader.foreign(given, name, "the loss " + type, known);
      }
      options.put(name, option(name, given));
    }
    checkTversky(section);
    return new LossTerm(
        type,
        section.number("weight", 1, Double.MIN_VALUE, Double.MAX_VALUE, expected),
        new Parameters(options));
  }

  private static Object option(String name, YamlValue value) {
    return switch (name) {
      case "include_background", "size_average", "binary" -> value.flag();
      case "reduction" -> REDUCTION.of(value);
      case "alpha", "beta" -> value.number(0, 1, "a number from 0 to 1");
      default -> value.number(0, Double.MAX_VALUE, "a number of at least 0");
    };
  }

  private static void checkTversky(YamlSection section) {
    double alpha = section.notNegative("alpha", 0.5);
    double beta = section.notNegative("beta", 0.5);
    if (alpha + beta > 1) {
      YamlValue wrong = section.get(section.has("beta") ? "beta" : "alpha");
      throw wrong.wrong("alpha and beta with a sum of at most 1", "Lower one of them");
    }
  }

  /** {@code penalty_weights}: a list in the order of the classes, or a mapping of labels. */
  private static List<Double> penalties(YamlSection whole, ModelSettings model) {
    YamlValue value = whole.get("penalty_weights");
    return value == null ? List.of() : weights(value, model);
  }

  /**
   * A weight of at least 0 for each class.
   *
   * @throws ConfigurationException when there are too many or few, a foreign label, or all are 0
   */
  static List<Double> weights(YamlValue value, ModelSettings model) {
    String expected = "a weight of at least 0 for each label of class_list, not all 0";
    List<Double> weights = new ArrayList<>();
    if (value.node() instanceof SequenceNode) {
      weights.addAll(value.numbers(expected));
    } else {
      YamlSection section = YamlSection.of(value);
      for (int label : model.classList()) {
        weights.add(section.notNegative(Integer.toString(label), 0));
      }
      for (String label : section.entries().keySet()) {
        if (model.classList().stream().noneMatch(known -> label.equals(known.toString()))) {
          throw section
              .entries()
              .get(label)
              .mistake(
                  value.key() + " has a label that class_list has not: " + label,
                  expected,
                  "Correct the label");
        }
      }
    }
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    if (weights.size() != model.classes() || !(sum > 0) || weights.stream().anyMatch(w -> w < 0)) {
      throw value.wrong(expected, "Correct the weights");
    }
    return weights;
  }
}
