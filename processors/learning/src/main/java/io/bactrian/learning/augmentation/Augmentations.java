package io.bactrian.learning.augmentation;

import io.bactrian.cohort.configuration.AugmentationSettings;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.imaging.normalize.NormalizeByValue;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The augmentations of a configuration, by GaNDLF's names and with its defaults. */
public final class Augmentations {
  private static final SortedSet<String> NAMES =
      new TreeSet<>(
          List.of(
              ("affine anisotropic bias blur colorjitter elastic flip gamma ghosting hed_transform"
                      + " hed_transform_heavy hed_transform_light kspace motion noise noise_var"
                      + " rotate_90 rotate_180 spike swap")
                  .split(" ")));

  private Augmentations() {}

  /** The names that {@link #of} knows. */
  public static SortedSet<String> names() {
    return new TreeSet<>(NAMES);
  }

  /**
   * Each with its probability, in the given order.
   *
   * @param patchSize voxels along x, y, z, which the defaults of {@code elastic} and {@code swap}
   *     depend on
   * @throws ConfigurationException for an unknown name or values that an augmentation cannot take
   */
  public static List<Augmentation> of(List<AugmentationSettings> settings, int... patchSize) {
    return of(settings, List.of(), patchSize);
  }

  /**
   * As the other form, for images that went through preprocessing: those of colours are changed as
   * they were before a normalization, where that can be undone.
   */
  public static List<Augmentation> of(
      List<AugmentationSettings> settings, List<PreprocessingStep> before, int... patchSize) {
    NormalizeByValue normalization = OnColours.undoable(before);
    return settings.stream().map(one -> of(one, normalization, patchSize)).toList();
  }

  private static Augmentation of(
      AugmentationSettings settings, NormalizeByValue normalization, int[] patchSize) {
    try {
      Augmentation created = create(settings.name(), settings.parameters(), patchSize);
      boolean undone = normalization != null && created.needsColours();
      return (undone ? new OnColours(created, normalization) : created)
          .withProbability(settings.probability());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "The augmentation " + settings.name() + " cannot be set up: " + e.getMessage(),
          "data_augmentation, " + settings.name(),
          NAMES.contains(settings.name())
              ? "values in their ranges (docs/configuration.md, data_augmentation)"
              : "one of " + names(),
          "correct the values, or remove the augmentation",
          e);
    }
  }

  private static Ranges around(Parameters values, String key, double... usual) {
    return ranges(values, key, given -> Ranges.around(0, given), usual);
  }

  private static Ranges upTo(Parameters values, String key, double... usual) {
    return ranges(values, key, Ranges::upTo, usual);
  }

  private static Ranges between(Parameters values, String key, double... usual) {
    return ranges(values, key, Ranges::between, usual);
  }

  /** The range under a key, which mistakes name. */
  private static Ranges ranges(
      Parameters values, String key, Function<double[], Ranges> reader, double... usual) {
    double[] given = values.numbers(key, usual);
    try {
      return reader.apply(given);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          key + " is " + Arrays.toString(given) + ": " + e.getMessage(), e);
    }
  }

  private static Augmentation create(String name, Parameters values, int[] patchSize) {
    return switch (name) {
      case "affine", "elastic", "flip", "rotate_90", "rotate_180" ->
          spatial(name, values, patchSize);
      case "kspace", "ghosting", "spike", "motion" -> scanner(name, values);
      case "noise" -> new Noise(around(values, "mean", 0), upTo(values, "std", 0, 1));
      case "noise_var" -> noiseVariance(values);
      case "gamma" -> new Gamma(around(values, "log_gamma", 0.3));
      case "blur" -> new Blur(values.has("std") ? upTo(values, "std") : null);
      case "bias" ->
          new BiasField(around(values, "coefficients", 0.5), (int) values.number("order", 3));
      case "swap" -> swap(values, patchSize);
      case "anisotropic" ->
          new Anisotropy(
              axes(values.integers("axis", 0, 1, 2), false), between(values, "downsampling", 1.5));
      case "colorjitter" ->
          new ColorJitter(
              factor(values, "brightness"),
              factor(values, "contrast"),
              factor(values, "saturation"),
              around(values, "hue", 0.5));
      case "hed_transform" -> stains(values, 0.1);
      case "hed_transform_light" -> stains(values, 0.03);
      case "hed_transform_heavy" -> stains(values, 0.95);
      default -> throw new IllegalArgumentException("there is no augmentation of that name");
    };
  }

  private static Augmentation spatial(String name, Parameters values, int[] patchSize) {
    return switch (name) {
      case "flip" ->
          new Flip(
              axes(values.integers("axis", 0, 1, 2), false),
              values.number("flip_probability", 0.5));
      case "rotate_90" -> new Rotate90(axes(values.integers("axis", 0, 1, 2), true));
      case "rotate_180" -> new Rotate180(axes(values.integers("axis", 0, 1, 2), true));
      case "affine" -> affine(values);
      default -> elastic(values, patchSize);
    };
  }

  private static Augmentation affine(Parameters values) {
    double[] scales = values.numbers("scales", 0.1);
    boolean isotropic = values.flag("isotropic", false);
    if (isotropic && scales.length > 2) {
      throw new IllegalArgumentException("isotropic takes one range for all axes");
    }
    return new Affine(
        ranges(values, "scales", given -> Ranges.around(1, given), 0.1),
        around(values, "degrees", 15),
        around(values, "translation", 2),
        isotropic);
  }

  /** What goes wrong in an MRI scanner. */
  private static Augmentation scanner(String name, Parameters values) {
    return switch (name) {
      case "ghosting" ->
          new Ghosting(
              axes(values.integers("axis", 0, 1, 2), false),
              between(values, "num_ghosts", 4, 10),
              between(values, "intensity", 0.5, 1),
              values.has("restore") ? between(values, "restore") : null);
      case "spike" ->
          new Spike(between(values, "num_spikes", 1), around(values, "intensity", 1, 3));
      case "motion" ->
          new Motion(
              around(values, "degrees", 15),
              around(values, "translation", 2),
              (int) values.number("num_transforms", 2),
              linear(values.text("interpolation", "linear")));
      default ->
          new OneOf(
              List.of(scanner("ghosting", Parameters.NONE), scanner("spike", Parameters.NONE)));
    };
  }

  private static boolean linear(String interpolation) {
    return switch (interpolation) {
      case "linear" -> true;
      case "nearest" -> false;
      default -> throw new IllegalArgumentException("interpolation is neither linear nor nearest");
    };
  }

  private static Augmentation noiseVariance(Parameters values) {
    Ranges mean = around(values, "mean", 0);
    return values.has("std")
        ? new Noise(mean, upTo(values, "std"))
        : new NoiseVariance(mean, NoiseVariance.FRACTION);
  }

  /** Torchvision's ranges of a factor: one number d means 1 - d to 1 + d, though not below 0. */
  private static Ranges factor(Parameters values, String key) {
    double[] given = values.numbers(key, 0, 1);
    return given.length == 1
        ? Ranges.upTo(Math.max(0, 1 - given[0]), 1 + given[0])
        : Ranges.between(given);
  }

  private static Augmentation stains(Parameters values, double usual) {
    Ranges[] sigmas =
        Stream.of("haematoxylin", "eosin", "dab")
            .map(stain -> around(values, stain + "_sigma_range", usual))
            .toArray(Ranges[]::new);
    Ranges[] biases =
        Stream.of("haematoxylin", "eosin", "dab")
            .map(stain -> around(values, stain + "_bias_range", usual))
            .toArray(Ranges[]::new);
    return new HedTransform(sigmas, biases, values.numbers("cutoff_range", 0, 1));
  }

  /**
   * Axes as GaNDLF's rotations count them: from 0 when 0 is among them, else from 1; those of the
   * others always from 0.
   */
  private static int[] axes(int[] given, boolean mayCountFromOne) {
    boolean fromZero = !mayCountFromOne || Arrays.stream(given).anyMatch(axis -> axis == 0);
    int[] axes = Arrays.stream(given).map(axis -> fromZero ? axis : axis - 1).distinct().toArray();
    if (axes.length == 0 || Arrays.stream(axes).anyMatch(axis -> axis < 0 || axis > 2)) {
      throw new IllegalArgumentException("axis is " + Arrays.toString(given));
    }
    return axes;
  }

  /** A tenth of the patch along each axis, at least 1: GaNDLF's default size of boxes and cells. */
  private static int[] tenth(int[] patchSize) {
    return Arrays.stream(patchSize).map(n -> (int) Math.max(Math.rint(n / 10.0), 1)).toArray();
  }

  private static Augmentation swap(Parameters values, int[] patchSize) {
    int[] box = three(values.integers("patch_size", tenth(patchSize)), "patch_size", patchSize);
    for (int axis = 0; axis < 3; axis++) {
      if (patchSize[axis] == 1) {
        box[axis] = 1; // GaNDLF stores the tenth of 1 as 0
      }
      // A number for all axes is meant for those that the patch has.
      if (box[axis] > patchSize[axis] && patchSize[axis] > 1) {
        throw new IllegalArgumentException(
            "boxes of " + Arrays.toString(box) + " do not fit " + Arrays.toString(patchSize));
      }
    }
    return new Swap(box, (int) values.number("num_iterations", 100));
  }

  /**
   * GaNDLF's defaults: a control point every 10 voxels, at least 5; displaced by a tenth of that.
   */
  private static Augmentation elastic(Parameters values, int[] patchSize) {
    int[] points = values.integers("num_control_points");
    if (points.length == 0) {
      int[] cells = three(values.integers("patch_size", tenth(patchSize)), "patch_size", patchSize);
      points = Arrays.stream(cells).map(n -> Math.max(n, 5)).toArray();
    }
    points = three(points, "num_control_points", patchSize);
    double[] displacement = values.numbers("max_displacement");
    if (displacement.length == 0) {
      displacement = Arrays.stream(points).mapToDouble(n -> n / 10.0).toArray();
    }
    checkLength(displacement.length, "max_displacement", patchSize);
    if (displacement.length < 3) {
      double last = displacement[displacement.length - 1];
      displacement = new double[] {displacement[0], last, last};
    }
    int locked = (int) values.number("locked_borders", 2);
    for (int axis = 0; axis < 3; axis++) {
      if (patchSize[axis] > 1 && locked == 2 && points[axis] <= 4) {
        throw new IllegalArgumentException(
            "num_control_points is "
                + points[axis]
                + ", of which none can move with locked_borders"
                + " "
                + locked);
      }
    }
    return new Elastic(points, displacement, locked);
  }

  /** One number for all axes, or one for each, of which a plane has two. */
  private static int[] three(int[] given, String key, int[] patchSize) {
    checkLength(given.length, key, patchSize);
    int last = given[given.length - 1];
    return given.length == 3 ? given.clone() : new int[] {given[0], last, last};
  }

  private static void checkLength(int length, String key, int[] patchSize) {
    boolean flat = length == 2 && patchSize[2] == 1;
    if (length != 1 && length != 3 && !flat) {
      throw new IllegalArgumentException(key + " is not one or three numbers");
    }
  }
}
