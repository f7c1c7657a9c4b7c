package io.bactrian.learning.training;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.evaluation.metrics.Comparison;
import io.bactrian.evaluation.metrics.Metric;
import io.bactrian.evaluation.metrics.Metrics;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.LabelMap;
import io.bactrian.learning.targets.VoxelTargets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The metric that a segmentation monitors, when it is another than Dice: the mean over the classes
 * that count (neither background nor ignored) of the mean over the validation subjects.
 *
 * <p>A subject that neither has a class nor is said to does not count for it. One that lacks it on
 * one side alone is as bad as can be: 0, or for a distance the diagonal of the image in mm.
 */
final class MonitoredMetric {
  private final Metric metric;
  private final boolean falls;
  private final ModelSettings model;
  private final boolean[][] memberships;
  private final double[] sums;
  private final int[] counts;

  MonitoredMetric(Configuration configuration) {
    metric = Metrics.named(configuration.training().monitor());
    falls = configuration.training().monitorFalls();
    model = configuration.model();
    memberships = VoxelTargets.regions(model).memberships();
    sums = new double[model.classes()];
    counts = new int[model.classes()];
  }

  /**
   * @param said for each voxel the place of its label in the model's voxel labels, as {@code truth}
   */
  void add(int[] said, short[] truth, Geometry geometry) {
    for (int index = 0; index < sums.length; index++) {
      Integer label = model.classList().get(index);
      if (label != 0 && !label.equals(model.ignoredClass())) {
        int c = index;
        LabelMap target = mask(geometry, voxel -> memberships[truth[voxel]][c]);
        LabelMap prediction = mask(geometry, voxel -> memberships[said[voxel]][c]);
        add(c, new Comparison(target, prediction, 1), geometry);
      }
    }
  }

  private static LabelMap mask(Geometry geometry, IntPredicate inside) {
    int[] mask = new int[Math.toIntExact(geometry.voxels())];
    Arrays.setAll(mask, voxel -> inside.test(voxel) ? 1 : 0);
    return new LabelMap(mask, geometry);
  }

  private void add(int index, Comparison comparison, Geometry geometry) {
    if (comparison.bothEmpty()) {
      return;
    }
    double value = metric.of(comparison);
    boolean worst = comparison.oneEmpty() || Double.isNaN(value);
    sums[index] += worst ? (falls ? diagonal(geometry) : 0) : value;
    counts[index]++;
  }

  private static double diagonal(Geometry geometry) {
    double square = 0;
    for (int axis = 0; axis < 3; axis++) {
      double length = geometry.size(axis) * geometry.spacing(axis);
      square += geometry.size(axis) == 1 ? 0 : length * length;
    }
    return Math.sqrt(square);
  }

  /** By the name of the metric; NaN when no subject had any of the classes. */
  Map<String, Double> mean() {
    double sum = 0;
    int classes = 0;
    for (int c = 0; c < sums.length; c++) {
      if (counts[c] > 0) {
        sum += sums[c] / counts[c];
        classes++;
      }
    }
    return Map.of(metric.name(), classes == 0 ? Double.NaN : sum / classes);
  }
}
