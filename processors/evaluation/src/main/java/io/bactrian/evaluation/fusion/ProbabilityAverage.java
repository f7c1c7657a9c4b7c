package io.bactrian.evaluation.fusion;

import io.bactrian.evaluation.EvaluationException;
import io.bactrian.evaluation.Regions;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.Slices;
import io.bactrian.imaging.harmonize.Interpolation;
import io.bactrian.imaging.harmonize.Resampling;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fusion of class probabilities: the mean over the models, then the class with the highest. Of
 * equal ones the first in the class list wins.
 *
 * <p>Works class by class, so that it holds two volumes besides the labels, however many models and
 * classes there are, when the probabilities are mapped from files.
 */
public final class ProbabilityAverage {
  private static final double SAME_GRID = 1e-4;

  private ProbabilityAverage() {}

  /**
   * The labels on the grid of the original image.
   *
   * @param models for each model its probabilities, one volume a class in the order of {@code
   *     classList}; the volumes of a model share one grid
   * @param classList the label of each class
   * @param original the grid of the result
   * @param subject named in messages
   * @throws EvaluationException without any model, when the number of volumes is not that of the
   *     classes, or when probabilities are NaN
   */
  public static LabelMap labels(
      List<List<Image>> models, List<Integer> classList, Geometry original, String subject) {
    check(models, classList, subject);
    int[] labels = new int[Math.toIntExact(original.voxels())]; // all background
    float[] best = new float[labels.length];
    for (int c = 0; c < classList.size(); c++) {
      float[] probabilities = mean(channel(models, c), original).toFloats();
      int label = classList.get(c);
      boolean undefined =
          IntStream.range(0, original.size(2))
              .parallel()
              .mapToObj(z -> raise(z, original, probabilities, label, best, labels))
              .reduce(false, Boolean::logicalOr);
      if (undefined) {
        throw undefined("label " + label, subject);
      }
    }
    return new LabelMap(labels, original);
  }

  /**
   * The mean probabilities on the grid of the original image, 0 where no model covers it.
   *
   * @return one volume a class
   * @throws EvaluationException as {@link #labels}, but for NaN
   */
  public static List<Image> probabilities(
      List<List<Image>> models, List<?> classList, Geometry original, String subject) {
    check(models, classList, subject);
    return IntStream.range(0, classList.size())
        .mapToObj(c -> mean(channel(models, c), original))
        .toList();
  }

  /**
   * As {@link #labels(List, List, Geometry, String)}, for classes that are regions of labels; holds
   * a volume for each class at once.
   */
  public static LabelMap labels(
      List<List<Image>> models, Regions regions, Geometry original, String subject) {
    if (regions.isExclusive()) {
      return labels(models, regions.labels(), original, subject);
    }
    check(models, regions.classes(), subject);
    float[][] means = new float[regions.classes().size()][];
    for (int c = 0; c < means.length; c++) {
      means[c] = mean(channel(models, c), original).toFloats();
      for (float value : means[c]) {
        if (Float.isNaN(value)) {
          throw undefined("class " + regions.classes().get(c), subject);
        }
      }
    }
    return new LabelMap(regions.mostProbableLabels(means), original);
  }

  private static EvaluationException undefined(String what, String subject) {
    return new EvaluationException(
        "The probabilities of " + what + " hold NaN",
        "subject " + subject,
        "numbers from 0 to 1",
        "look at the learning curves: the training may have diverged; lower its learning rate");
  }

  private static void check(List<List<Image>> models, List<?> classList, String subject) {
    if (models.isEmpty()) {
      throw new EvaluationException(
          "There is no prediction to fuse",
          "subject " + subject,
          "the probabilities of at least one model",
          "let 'infer' run before 'fuse'");
    }
    for (List<Image> model : models) {
      if (model.size() != classList.size()) {
        throw new EvaluationException(
            "A prediction has " + model.size() + " volumes for " + classList.size() + " classes",
            "subject " + subject,
            "one volume of probabilities for each of class_list " + classList,
            "fuse only models that were trained with this class_list");
      }
    }
  }

  private static List<Image> channel(List<List<Image>> models, int c) {
    return models.stream().map(model -> model.get(c)).toList();
  }

  /** Takes over the label wherever its probability is above the best so far; true on NaN. */
  private static boolean raise(
      int z, Geometry grid, float[] probabilities, int label, float[] best, int[] labels) {
    int slice = grid.size(0) * grid.size(1);
    boolean undefined = false;
    for (int i = z * slice; i < (z + 1) * slice; i++) {
      if (probabilities[i] > best[i]) {
        best[i] = probabilities[i];
        labels[i] = label;
      }
      undefined |= Float.isNaN(probabilities[i]);
    }
    return undefined;
  }

  /** Averages on the models' own grid when they share one: resampling is the dearer part. */
  private static Image mean(List<Image> volumes, Geometry original) {
    Geometry grid = volumes.get(0).geometry();
    if (volumes.stream().allMatch(volume -> volume.geometry().matches(grid, SAME_GRID))) {
      Image mean = volumes.size() == 1 ? volumes.get(0) : meanOnGrid(volumes, grid);
      return Resampling.toGeometry(mean, original, Interpolation.LINEAR);
    }
    float[] sum = new float[Math.toIntExact(original.voxels())];
    for (Image volume : volumes) {
      add(Resampling.toGeometry(volume, original, Interpolation.LINEAR), sum);
    }
    divide(sum, volumes.size());
    return Image.of(sum, original);
  }

  private static Image meanOnGrid(List<Image> volumes, Geometry grid) {
    float[] sum = new float[Math.toIntExact(grid.voxels())];
    volumes.forEach(volume -> add(volume, sum));
    divide(sum, volumes.size());
    return Image.of(sum, grid);
  }

  private static void add(Image volume, float[] sum) {
    Geometry grid = volume.geometry();
    Slices.forEach(
        grid.size(2),
        z -> {
          float[] row = new float[grid.size(0)];
          int next = z * grid.size(0) * grid.size(1);
          for (int y = 0; y < grid.size(1); y++) {
            volume.readRow(0, y, z, row.length, row, 0);
            for (float value : row) {
              sum[next++] += value;
            }
          }
        });
  }

  private static void divide(float[] values, int by) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= by;
    }
  }
}
