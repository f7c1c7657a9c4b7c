package io.bactrian.learning.augmentation;

import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The augmentations of a configuration, by GaNDLF's names and with its defaults. */
public final class Augmentations {
  private static final SortedSet<String> NAMES =
      new TreeSet<>(
          List.of(
              "affine",
              "bias",
              "blur",
              "elastic",
              "flip",
              "gamma",
              "noise",
              "noise_var",
              "rotate_90",
              "rotate_180"));

  private Augmentations() {}

  /** The names that {@link #of} knows. */
  public static SortedSet<String> names() {
    return new TreeSet<>(NAMES);
  }

  /**
   * Each with its probability, in the given order.
   *
   * @param patchSize voxels along x, y, z, which the defaults of {@code elastic} depend on
   * @throws ConfigurationException for an unknown name or values that an augmentation cannot take
   */
  public static List<Augmentation> of(List<AugmentationSettings> settings, int... patchSize) {
    return settings.stream().map(one -> of(one, patchSize)).toList();
  }

  private static Augmentation of(AugmentationSettings settings, int[] patchSize) {
    try {
      return create(settings.name(), settings.parameters(), patchSize)
          .withProbability(settings.probability());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "The augmentation " + settings.name() + " cannot be set up: " + e.getMessage(),
          "data_augmentation, " + settings.name(),
          "one of " + names() + " with values in their ranges",
          "correct the values, or remove the augmentation",
          e);
    }
  }

  private static Augmentation create(String name, Parameters values, int[] patchSize) {
    return switch (name) {
      case "flip" ->
          new Flip(
              axes(values.integers("axis", 0, 1, 2), false),
              values.number("flip_probability", 0.5));
      case "rotate_90" -> new Rotate90(axes(values.integers("axis", 0, 1, 2), true));
      case "rotate_180" -> new Rotate180(axes(values.integers("axis", 0, 1, 2), true));
      case "noise" ->
          new Noise(
              Ranges.around(0, values.numbers("mean", 0)),
              Ranges.upTo(values.numbers("std", 0, 1)));
      case "noise_var" -> noiseVariance(values);
      case "gamma" -> new Gamma(Ranges.around(0, values.numbers("log_gamma", 0.3)));
      case "blur" -> new Blur(values.has("std") ? Ranges.upTo(values.numbers("std")) : null);
      case "bias" ->
          new BiasField(
              Ranges.around(0, values.numbers("coefficients", 0.5)),
              (int) values.number("order", 3));
      case "affine" ->
          new Affine(
              Ranges.around(1, values.numbers("scales", 0.1)),
              Ranges.around(0, values.numbers("degrees", 15)),
              Ranges.around(0, values.numbers("translation", 2)));
      case "elastic" -> elastic(values, patchSize);
      default -> throw new IllegalArgumentException("there is no augmentation of that name");
    };
  }

  private static Augmentation noiseVariance(Parameters values) {
    Ranges mean = Ranges.around(0, values.numbers("mean", 0));
    return values.has("std")
        ? new Noise(mean, Ranges.upTo(values.numbers("std")))
        : new NoiseVariance(mean, NoiseVariance.FRACTION);
  }

  /**
   * Axes as GaNDLF's rotations count them: from 0 when 0 is among them, else from 1; those of the
   * flip always from 0.
   */
  private static int[] axes(int[] given, boolean mayCountFromOne) {
    boolean fromZero = !mayCountFromOne || Arrays.stream(given).anyMatch(axis -> axis == 0);
    int[] axes = Arrays.stream(given).map(axis -> fromZero ? axis : axis - 1).distinct().toArray();
    if (axes.length == 0 || Arrays.stream(axes).anyMatch(axis -> axis < 0 || axis > 2)) {
      throw new IllegalArgumentException("axis is " + Arrays.toString(given));
    }
    return axes;
  }

  /**
   * GaNDLF's defaults: a control point every 10 voxels, at least 5; displaced by a tenth of that.
   */
  private static Augmentation elastic(Parameters values, int[] patchSize) {
    int[] points = values.integers("num_control_points");
    if (points.length == 0) {
      points = Arrays.stream(patchSize).map(n -> Math.max(Math.round(n / 10f), 5)).toArray();
    }
    int[] controlPoints = points.length == 1 ? fill(points[0]) : points;
    double[] displacement = values.numbers("max_displacement");
    if (displacement.length == 0) {
      displacement = Arrays.stream(controlPoints).mapToDouble(n -> n / 10.0).toArray();
    } else if (displacement.length == 1) {
      displacement = new double[] {displacement[0], displacement[0], displacement[0]};
    }
    if (controlPoints.length != 3 || displacement.length != 3) {
      throw new IllegalArgumentException("control points and displacements are one or three");
    }
    return new Elastic(controlPoints, displacement, (int) values.number("locked_borders", 2));
  }

  private static int[] fill(int value) {
    return new int[] {value, value, value};
  }
}
