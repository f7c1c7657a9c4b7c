package io.bactrian.cohort.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each scheduler can be told, besides {@code warmup_epochs}. Defaults are GaNDLF's. */
final class SchedulerOptions {
  static final Choice MODE = Choice.of("mode", "min max", "");
  static final Choice THRESHOLD_MODE = Choice.of("threshold_mode", "rel abs", "");

  private static final List<String> CYCLE = List.of("step_size", "min_lr", "max_lr");
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("constant", List.of()),
          Map.entry("step", List.of("step_size", "gamma")),
          Map.entry("exp", List.of("gamma")),
          Map.entry("cosine", List.of("T_max", "min_lr", "eta_min")),
          Map.entry("cosineannealing", List.of("T_0", "T_mult", "min_lr", "eta_min")),
          Map.entry("triangle", CYCLE),
          Map.entry("triangle_modified", CYCLE),
          Map.entry("triangular", CYCLE),
          Map.entry("triangular2", CYCLE),
          Map.entry("exp_range", List.of("step_size", "min_lr", "max_lr", "gamma")),
          Map.entry(
              "reduce_on_plateau",
              List.of(
                  "factor",
                  "patience",
                  "threshold",
                  "threshold_mode",
                  "mode",
                  "cooldown",
                  "min_lr")),
          Map.entry("warmupcosineschedule", List.of("warmup_steps")));

  /** What GaNDLF stores for every cycle, but never uses, or overwrites. */
  private static final List<String> WITHOUT_EFFECT =
      List.of("max_lr_multiplier", "scale_mode", "base_momentum", "max_momentum");

  /**
   * What GaNDLF stores for a type, but only other types use; another value was meant to have an
   * effect.
   */
  private static final Map<String, Map<String, Double>> STORED =
      Map.of(
          "cosine", Map.of("T_0", 5.0, "T_mult", 1.0),
          "triangular", Map.of("gamma", 0.1),
          "reduce_on_plateau", Map.of("gamma", 0.1));

  private SchedulerOptions() {}

  static SchedulerSettings read(YamlSection section, String type, int epochs, double rate) {
    checkKeys(section, type);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("warmup_epochs", rise(section, "warmup_epochs", 0, epochs));
    switch (type) {
      case "step" -> {
        values.put("gamma", section.positive("gamma", 0.1));
        values.put("step_size", stepSize(section));
      }
      case "exp" -> values.put("gamma", section.positive("gamma", 0.1));
      case "cosine" -> {
        int half = section.integer("T_max", epochs, 1);
        if (half != epochs) {
          values.put("T_max", half);
        }
        values.put("min_lr", minimum(section, rate));
      }
      case "cosineannealing" -> {
        values.put("T_0", section.integer("T_0", 5, 1));
        values.put("T_mult", section.number("T_mult", 1, 1, 1e6, "a number of at least 1"));
        values.put("min_lr", minimum(section, rate));
      }
      case "triangle" -> cycle(section, values, 1e-3, 1);
      case "triangle_modified" -> cycle(section, values, 1e-6, 1e-3);
      case "triangular", "triangular2" -> cycle(section, values, rate * 1e-3, rate);
      case "exp_range" -> {
        cycle(section, values, rate * 1e-3, rate);
        values.put("gamma", section.positive("gamma", 0.1));
      }
      case "reduce_on_plateau" -> plateau(section, values, rate);
      case "warmupcosineschedule" ->
          values.put("warmup_steps", rise(section, "warmup_steps", 0.1 * epochs, epochs));
      default -> {}
    }
    return new SchedulerSettings(type, new Parameters(values));
  }

  /** Epochs over which the rate rises, fewer than all. */
  private static double rise(YamlSection section, String key, double usual, int epochs) {
    double rise = section.notNegative(key, usual);
    if (rise >= epochs && rise > 0) {
      throw section.get(key).wrong("fewer than num_epochs, " + epochs, "Lower the value");
    }
    return rise;
  }

  private static void checkKeys(YamlSection section, String type) {
    List<String> known = KEYS.get(type);
    section
        .entries()
        .forEach(
            (name, value) -> {
              boolean common = List.of("type", "warmup_epochs", "cycle_momentum").contains(name);
              boolean stored =
                  WITHOUT_EFFECT.contains(name)
                      || STORED.getOrDefault(type, Map.of()).containsKey(name)
                          && value.number() == STORED.get(type).get(name);
              if (!common && !stored && !known.contains(name) && !value.isOff()) {
                throw OptimizationReader.foreign(value, name, "the scheduler " + type, known);
              }
            });
  }

  private static void cycle(
      YamlSection section, Map<String, Object> values, double least, double most) {
    if (section.has("step_size")) {
      values.put("step_size", section.positive("step_size", 0));
    }
    values.put("min_lr", section.notNegative("min_lr", least));
    values.put("max_lr", section.positive("max_lr", most));
    if ((double) values.get("min_lr") > (double) values.get("max_lr")) {
      YamlValue wrong = section.get(section.has("min_lr") ? "min_lr" : "max_lr");
      throw wrong.wrong("min_lr of at most max_lr", "Correct one of the two");
    }
  }

  private static void plateau(YamlSection section, Map<String, Object> values, double rate) {
    values.put(
        "factor",
        section.number(
            "factor", 0.1, Double.MIN_VALUE, Math.nextDown(1), "a number above 0 and below 1"));
    values.put("patience", section.integer("patience", 10, 0));
    values.put("threshold", section.notNegative("threshold", 1e-4));
    values.put("cooldown", section.integer("cooldown", 0, 0));
    values.put("min_lr", section.has("min_lr") ? minimum(section, rate) : rate * 1e-3);
    values.put("mode", section.has("mode") ? MODE.of(section.get("mode")) : "min");
    values.put(
        "threshold_mode",
        section.has("threshold_mode") ? THRESHOLD_MODE.of(section.get("threshold_mode")) : "rel");
  }

  private static int stepSize(YamlSection section) {
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

  private static double minimum(YamlSection section, double learningRate) {
    String key = section.has("min_lr") ? "min_lr" : "eta_min";
    double minimum = section.notNegative(key, 0);
    if (minimum > learningRate) {
      throw section.get(key).wrong("at most learning_rate, " + learningRate, "Lower the value");
    }
    return minimum;
  }
}
