package io.bactrian.cohort.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the problem: {@code problem_type}, or what GaNDLF takes it from: the final layer, the
 * architecture, the class list and the metrics.
 */
final class ProblemReader {
  static final Choice PROBLEM =
      Choice.of("problem_type", "segmentation classification regression", "synthesis");
  private static final Set<String> CLASSIFIES =
      Set.of(
          "classification_but_not_softmax",
          "classification_without_softmax",
          "classification_with_sigmoid");

  private ProblemReader() {}

  static Problem read(YamlSection whole, YamlSection model, String architecture) {
    if (whole.has("problem_type")) {
      return switch (PROBLEM.of(whole.get("problem_type"))) {
        case "classification" -> Problem.CLASSIFICATION;
        case "regression" -> Problem.REGRESSION;
        default -> Problem.SEGMENTATION;
      };
    }
    String layer = model.has("final_layer") ? model.get("final_layer").lower() : "";
    if (layer.equals("regression") || architecture.equals("brain_age")) {
      return Problem.REGRESSION;
    }
    if (CLASSIFIES.contains(layer)) {
      return Problem.CLASSIFICATION;
    }
    if (ArchitectureReader.perImage(architecture)) {
      boolean none = model.entries().containsKey("final_layer") && layer.isEmpty();
      if (none || layer.equals("none")) {
        // Logits of classes, too, have no final layer.
        boolean classes = model.has("class_list") && byMetrics(whole) == Problem.CLASSIFICATION;
        return classes ? Problem.CLASSIFICATION : Problem.REGRESSION;
      }
      return model.has("class_list") ? Problem.CLASSIFICATION : Problem.REGRESSION;
    }
    return byMetrics(whole);
  }

  /** A metric that a segmentation has not tells another problem, unless one says segmentation. */
  private static Problem byMetrics(YamlSection whole) {
    List<String> given = MetricReader.given(whole);
    Set<String> segmentation = new HashSet<>(MetricReader.SEGMENTATION.existing().keySet());
    segmentation.removeAll(MetricReader.OF_CLASSIFICATION);
    Set<String> classification = MetricReader.CLASSIFICATION.existing().keySet();
    Set<String> regression = MetricReader.REGRESSION.existing().keySet();
    if (given.stream().anyMatch(m -> segmentation.contains(m) && !classification.contains(m))) {
      return Problem.SEGMENTATION;
    }
    if (given.stream().anyMatch(m -> classification.contains(m) && !segmentation.contains(m))) {
      return Problem.CLASSIFICATION;
    }
    return given.stream().anyMatch(regression::contains)
        ? Problem.REGRESSION
        : Problem.SEGMENTATION;
  }
}
