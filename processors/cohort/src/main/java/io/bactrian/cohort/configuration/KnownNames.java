package io.bactrian.cohort.configuration;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Names that a configuration may have because something else in the project does what they say. */
public final class KnownNames {
  private KnownNames() {}

  public static Set<String> metrics() {
    return names(MetricReader.SEGMENTATION);
  }

  public static Set<String> classificationMetrics() {
    return names(MetricReader.CLASSIFICATION);
  }

  public static Set<String> regressionMetrics() {
    return names(MetricReader.REGRESSION);
  }

  public static Set<String> architectures() {
    return names(ArchitectureReader.ARCHITECTURE);
  }

  public static Set<String> augmentations() {
    return names(AugmentationReader.names());
  }

  public static Set<String> optimizers() {
    return names(OptimizationReader.OPTIMIZER);
  }

  public static Set<String> schedulers() {
    return names(OptimizationReader.SCHEDULER);
  }

  public static Set<String> losses() {
    return names(LossReader.LOSS);
  }

  private static Set<String> names(Choice choice) {
    return Collections.unmodifiableSet(new TreeSet<>(choice.existing().values()));
  }
}
