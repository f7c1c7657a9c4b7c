package io.bactrian.learning.training;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Norm;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.cohort.configuration.SamplerSettings;
import io.bactrian.cohort.configuration.SchedulerSettings;
import io.bactrian.cohort.configuration.TrainingSettings;
import io.bactrian.imaging.Geometry;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.LabelMap;
import io.bactrian.imaging.io.ImageWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A cohort that is learned in seconds: in noise, a bright ball (label 5) beside a dim one (2). */
final class Balls {
  private Balls() {}

  /** Writes {@code count} subjects; the last two are for validation. */
  static Fold fold(Path folder, int count, int size, boolean flat) {
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      subjects.add(subject(folder, i, size, flat));
    }
    List<String> ids = subjects.stream().map(Subject::id).toList();
    return new Fold(
        new Cohort(subjects),
        0,
        1,
        0,
        2,
        ids.subList(0, count - 2),
        ids.subList(count - 2, count),
        List.of());
  }

  private static Subject subject(Path folder, int index, int size, boolean flat) {
    SplittableRandom random = new SplittableRandom(index);
    int depth = flat ? 1 : size;
    Geometry geometry = Geometry.ofSize(size, size, depth);
    float[] values = new float[size * size * depth];
    int[] labels = new int[values.length];
    double radius = size / 5.0;
    double[] bright = centre(random, size, radius, flat);
    double[] dim = centre(random, size, radius, flat);
    for (int i = 0; i < values.length; i++) {
      int[] at = {i % size, i / size % size, i / size / size};
      labels[i] = inside(at, bright, radius) ? 5 : inside(at, dim, radius) ? 2 : 0;
      float mean = labels[i] == 5 ? 2 : labels[i] == 2 ? -2 : 0;
      values[i] = mean + 0.3f * (float) random.nextGaussian();
    }
    Path image = folder.resolve(index + ".nii");
    Path label = folder.resolve(index + "_label.nii");
    ImageWriter.write(image, Image.of(values, geometry));
    ImageWriter.write(label, new LabelMap(labels, geometry));
    return new Subject(
        "ball-" + index,
        Map.of("Channel_0", image.toString()),
        label.toString(),
        null,
        Map.of(),
        null);
  }

  private static double[] centre(SplittableRandom random, int size, double radius, boolean flat) {
    double[] centre = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      double drawn = random.nextDouble(radius, size - radius);
      centre[axis] = flat && axis == 2 ? 0 : drawn;
    }
    return centre;
  }

  private static boolean inside(int[] at, double[] centre, double radius) {
    double square = 0;
    for (int axis = 0; axis < 3; axis++) {
      square += (at[axis] - centre[axis]) * (at[axis] - centre[axis]);
    }
    return square <= radius * radius;
  }

  /** A small U-Net in float32 with all that carries state: momentum, averages, schedule. */
  static Configuration configuration(int size, int epochs, boolean flat) {
    ModelSettings model =
        ModelSettings.of(flat ? 2 : 3, "unet", List.of(0, 2, 5))
            .withBaseFilters(4)
            .withDropout(0.1)
            .withDepth(1)
            .withNorm(Norm.INSTANCE)
            .withPrecision("fp32");
    TrainingSettings training =
        new TrainingSettings(
            epochs,
            2,
            epochs,
            new int[] {size, size, flat ? 1 : size},
            7,
            "norm",
            5,
            0.5,
            1,
            2,
            false);
    return Configuration.of(model, training)
        .withLoss(LossSettings.of("dcce"))
        .withOptimizer(OptimizerSettings.of("adamw", 0.01))
        .withScheduler(SchedulerSettings.cosine(1e-4, 0))
        .withSampler(SamplerSettings.of("label", 2).withPadding("constant"))
        .withAugmentation(List.of(AugmentationSettings.of("flip", 0.5)));
  }
}
