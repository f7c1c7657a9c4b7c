package io.bactrian.cohort.configuration;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@code metrics} and {@code monitor}; each problem has metrics of its own. */
final class MetricReader {
  static final Choice SEGMENTATION =
      Choice.of(
          "metric",
          "dice=f1=f1_score hd95=hausdorff95 hd100=hausdorff100=hausdorff jaccard=iou"
              + " sensitivity=recall specificity precision assd"
              + " nsd=normalized_surface_dice=normalized_sd"
              + " accuracy=classification_accuracy balanced_accuracy target_ml predicted_ml",
          "mse cel per_label_one_hot_accuracy");

  /** Metrics of a segmentation that alone tell of a classification. */
  static final Set<String> OF_CLASSIFICATION =
      Set.of(
          "f1",
          "f1_score",
          "iou",
          "recall",
          "accuracy",
          "classification_accuracy",
          "balanced_accuracy");

  /** What there is of a structure says nothing of how well it was found. */
  private static final Set<String> VOLUMES = Set.of("target_ml", "predicted_ml");

  static final Choice CLASSIFICATION =
      Choice.of(
          "metric",
          "accuracy=classification_accuracy balanced_accuracy precision recall=sensitivity"
              + " f1=f1_score specificity iou=jaccard auroc mcc cel"
              + " per_label_one_hot_accuracy=per_label_accuracy",
          "mse");
  static final Choice REGRESSION =
      Choice.of("metric", "mse mae=l1 rmse r2 pearson spearman", "cosinesimilarity");

  /** Of which less is better. */
  private static final Set<String> FALLING =
      Set.of("loss", "mse", "mae", "rmse", "cel", "hd95", "hd100", "assd");

  private MetricReader() {}

  static Choice choice(Problem problem) {
    return switch (problem) {
      case SEGMENTATION -> SEGMENTATION;
      case CLASSIFICATION -> CLASSIFICATION;
      case REGRESSION -> REGRESSION;
    };
  }

  static boolean falls(String metric) {
    return FALLING.contains(metric);
  }

  /** The names in the file, in lower case, without GaNDLF's endings. */
  static List<String> given(YamlSection whole) {
    return whole.has("metrics")
        ? whole.section("metrics").entries().keySet().stream().map(MetricReader::stem).toList()
        : List.of();
  }

  private static String stem(String given) {
    return given
        .toLowerCase(Locale.ROOT)
        .replaceFirst("_per_label$", "")
        .replaceFirst("_segmentation$", "");
  }

  static List<String> read(YamlSection whole, Problem problem) {
    if (!whole.has("metrics")) {
      return switch (problem) {
        case SEGMENTATION -> List.of("dice");
        case CLASSIFICATION -> List.of("accuracy", "balanced_accuracy", "f1", "auroc");
        case REGRESSION -> List.of("mae", "rmse", "r2", "pearson");
      };
    }
    Set<String> names = new LinkedHashSet<>();
    whole
        .section("metrics")
        .entries()
        .forEach(
            (given, value) -> {
              names.add(choice(problem).of(value, stem(given)));
              checkParameters(YamlSection.of(value), given);
            });
    return List.copyOf(names);
  }

  /** Where GaNDLF stores a configuration, a metric has its parameters also below its own name. */
  private static void checkParameters(YamlSection section, String metric) {
    Map<String, YamlValue> entries = new LinkedHashMap<>(section.entries());
    YamlValue again = entries.remove(metric);
    KnownKeys.check(new YamlSection(section.value(), entries), "metrics");
    if (again != null) {
      KnownKeys.check(YamlSection.of(again), "metrics");
    }
  }

  /** What chooses the best epoch. */
  static String monitor(YamlSection whole, Problem problem) {
    if (!whole.has("monitor")) {
      return switch (problem) {
        case SEGMENTATION -> "dice";
        case CLASSIFICATION -> "balanced_accuracy";
        case REGRESSION -> "mae";
      };
    }
    Map<String, String> names = new LinkedHashMap<>(choice(problem).existing());
    names.values().removeAll(VOLUMES);
    names.put("loss", "loss");
    return new Choice("monitor", names, List.of(), null).of(whole.get("monitor"));
  }
}
