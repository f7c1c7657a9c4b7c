package io.bactrian.cohort.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what is minimized and how: loss, optimizer and scheduler. */
final class OptimizationReader {
  static final Choice LOSS =
      Choice.of(
          "loss_function",
          "dc=dice ce dcce",
          "dc_log dclog dice_log dicelog mcc mcc_log mcclog mathews mathews_log dcce_logits mse"
              + " cel tversky kld l1 focal dc_focal");
  static final Choice OPTIMIZER =
      Choice.of(
          "optimizer",
          "sgd adam adamw",
          "asgd adamax rprop adadelta adagrad rmsprop radam novograd nadam ademamix lion adopt");
  static final Choice SCHEDULER =
      Choice.of(
          "scheduler",
          "constant step cosine=cosineannealinglr cosineannealing=cosineannealingwarmrestarts",
          "triangle triangle_modified triangular exp_range exp exponential reduce_on_plateau"
              + " reduce-on-plateau plateau reduceonplateau warmupcosineschedule wcs");

  /** The parameters of each type of scheduler, besides {@code warmup_epochs}. */
  private static final Map<String, List<String>> SCHEDULER_KEYS =
      Map.of(
          "constant", List.of(),
          "step", List.of("step_size", "gamma"),
          "cosine", List.of("T_max", "min_lr", "eta_min"),
          "cosineannealing", List.of("T_0", "T_mult", "min_lr", "eta_min"));

  private OptimizationReader() {}

  static LossSettings loss(YamlSection whole) {
    boolean weighted = whole.flag("weighted_loss", false);
    if (!whole.has("loss_function")) {
      return new LossSettings("dcce", weighted, true);
    }
    YamlSection section = whole.section("loss_function");
    if (section.entries().size() != 1) {
      throw section.value().wrong("one loss: dc, ce or dcce", "Keep one of them");
    }
    String name = section.entries().keySet().iterator().next();
    String type = LOSS.of(section.value(), name);
    YamlSection parameters = YamlSection.of(section.entries().get(name));
    KnownKeys.check(parameters, "loss_function");
    return new LossSettings(type, weighted, parameters.flag("include_background", true));
  }

  static OptimizerSettings optimizer(YamlSection whole) {
    double learningRate = whole.positive("learning_rate", 1e-3);
    YamlSection section = typed(whole, "optimizer", "adam");
    String type = OPTIMIZER.of(section.get("type"));
    KnownKeys.check(section, "optimizer");
    OptimizerSettings usual = OptimizerSettings.of(type, learningRate);
    boolean sgd = type.equals("sgd");
    for (String other : sgd ? List.of("betas", "eps") : List.of("momentum", "nesterov")) {
      if (section.has(other)) {
        throw foreign(section.get(other), other, "the optimizer " + type);
      }
    }
    List<Double> betas = List.of(usual.beta1(), usual.beta2());
    if (section.has("betas")) {
      String expected = "two numbers of at least 0 and below 1, such as [0.9, 0.999]";
      betas = section.get("betas").numbers(expected);
      if (betas.size() != 2 || betas.stream().anyMatch(beta -> beta < 0 || beta >= 1)) {
        throw section.get("betas").wrong(expected, "Correct the value");
      }
    }
    double momentum =
        section.number(
            "momentum", usual.momentum(), 0, Math.nextDown(1), "a number of at least 0, below 1");
    return new OptimizerSettings(
        type,
        learningRate,
        section.notNegative("weight_decay", usual.weightDecay()),
        momentum,
        section.flag("nesterov", momentum > 0),
        betas.get(0),
        betas.get(1),
        section.positive("eps", usual.epsilon()));
  }

  static SchedulerSettings scheduler(YamlSection whole, int epochs, double learningRate) {
    YamlSection section = typed(whole, "scheduler", "constant");
    String type = SCHEDULER.of(section.get("type"));
    KnownKeys.check(section, "scheduler");
    section
        .entries()
        .forEach(
            (name, value) -> {
              boolean known =
                  name.equals("type")
                      || name.equals("warmup_epochs")
                      || SCHEDULER_KEYS.get(type).contains(name);
              if (!known && !value.isOff()) {
                throw foreign(value, name, "the scheduler " + type);
              }
            });
    Map<String, Double> parameters = new LinkedHashMap<>();
    double warmup = section.notNegative("warmup_epochs", 0);
    if (warmup >= epochs && warmup > 0) {
      throw section
          .get("warmup_epochs")
          .wrong("fewer than num_epochs, " + epochs, "Lower the value");
    }
    parameters.put("warmup_epochs", warmup);
    switch (type) {
      case "step" -> {
        parameters.put("gamma", section.positive("gamma", 0.1));
        parameters.put("step_size", stepSize(section));
      }
      case "cosine" -> {
        checkLength(section, epochs);
        parameters.put("min_lr", minimum(section, learningRate));
      }
      case "cosineannealing" -> {
        parameters.put("T_0", (double) section.integer("T_0", 5, 1));
        parameters.put("T_mult", section.number("T_mult", 1, 1, 1e6, "a number of at least 1"));
        parameters.put("min_lr", minimum(section, learningRate));
      }
      default -> {}
    }
    return new SchedulerSettings(type, parameters);
  }

  private static double stepSize(YamlSection section) {
    if (!section.has("step_size")) {
      throw section
          .value()
          .mistake(
              "The key scheduler.step_size is missing",
              "the epochs between two steps",
              "Write scheduler: {type: step, step_size: 30, gamma: 0.1}");
    }
    return section.get("step_size").integer(1);
  }

  private static void checkLength(YamlSection section, int epochs) {
    if (section.has("T_max") && section.get("T_max").integer(1) != epochs) {
      throw section
          .get("T_max")
          .wrong(
              epochs + ", the same as num_epochs: the cosine ends with the training",
              "Remove the key, or use cosineannealing with T_0 for restarts");
    }
  }

  private static double minimum(YamlSection section, double learningRate) {
    String key = section.has("min_lr") ? "min_lr" : "eta_min";
    double minimum = section.notNegative(key, 0);
    if (minimum > learningRate) {
      throw section.get(key).wrong("at most learning_rate, " + learningRate, "Lower the value");
    }
    return minimum;
  }

  private static ConfigurationException foreign(YamlValue value, String name, String owner) {
    return value.mistake(
        "The key " + name + " does not belong to " + owner, "keys of that type", "Remove the key");
  }

  /** A section with a type, which may also be given as the type alone; keys are not checked. */
  static YamlSection typed(YamlSection whole, String name, String usual) {
    YamlSection section;
    if (!whole.has(name)) {
      section = YamlSection.typeAlone(whole.value(), name, usual);
    } else if (whole.get(name).isScalar()) {
      section = YamlSection.typeAlone(whole.get(name), "", whole.get(name).text());
    } else {
      section = whole.section(name);
    }
    if (!section.has("type")) {
      throw section
          .value()
          .mistake(
              "The key " + name + ".type is missing",
              name + ": {type: " + usual + "}",
              "Add the type");
    }
    return section;
  }
}
