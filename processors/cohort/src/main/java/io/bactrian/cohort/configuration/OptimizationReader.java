package io.bactrian.cohort.configuration;

import java.util.List;

/** Reads how weights follow their gradients: optimizer and scheduler. */
final class OptimizationReader {
  static final Choice OPTIMIZER = Choice.of("optimizer", OptimizerOptions.names(), "");
  static final Choice SCHEDULER =
      Choice.of(
          "scheduler",
          "constant step exp=exponential cosine=cosineannealinglr"
              + " cosineannealing=cosineannealingwarmrestarts triangle triangle_modified triangular"
              + " triangular2 exp_range"
              + " reduce_on_plateau=reduce-on-plateau=plateau=reduceonplateau"
              + " warmupcosineschedule=wcs",
          "");

  /** What GaNDLF's older files call the optimizer. */
  private static final String FORMER = "opt";

  private OptimizationReader() {}

  static OptimizerSettings optimizer(YamlSection whole) {
    double learningRate = whole.positive("learning_rate", 1e-3);
    if (whole.has(FORMER) && whole.has("optimizer")) {
      throw whole
          .get(FORMER)
          .mistake("opt says the same as optimizer", "one of the two", "Remove opt");
    }
    YamlSection section = typed(whole, whole.has(FORMER) ? FORMER : "optimizer", "adam");
    String type = OPTIMIZER.of(section.get("type"));
    KnownKeys.check(section, "optimizer");
    return new OptimizerSettings(type, learningRate, OptimizerOptions.read(section, type));
  }

  static SchedulerSettings scheduler(YamlSection whole, int epochs, double learningRate) {
    YamlSection section = typed(whole, "scheduler", "constant");
    String type = SCHEDULER.of(section.get("type"));
    KnownKeys.check(section, "scheduler");
    return SchedulerOptions.read(section, type, epochs, learningRate);
  }

  /** That a key belongs to another type than the one that was chosen. */
  static ConfigurationException foreign(
      YamlValue value, String name, String owner, List<String> known) {
    return value.mistake(
        "The key " + name + " does not belong to " + owner,
        known.isEmpty() ? "no keys" : "among " + String.join(", ", known),
        "Remove the key");
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
