package io.bactrian.step.images;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.imaging.Image;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.io.ImageReader;
import io.bactrian.imaging.normalize.Clip;
import io.bactrian.imaging.normalize.ContrastLimitedEqualization;
import io.bactrian.imaging.normalize.HistogramEqualization;
import io.bactrian.imaging.normalize.HistogramMatching;
import io.bactrian.imaging.normalize.IntensityProfile;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.NormalizeByValue;
import io.bactrian.imaging.normalize.NyulSettings;
import io.bactrian.imaging.normalize.PowerLawEqualization;
import io.bactrian.imaging.normalize.Rescale;
import io.bactrian.imaging.normalize.RgbToRgba;
import io.bactrian.imaging.normalize.RgbaToRgb;
import io.bactrian.imaging.normalize.Threshold;
import io.bactrian.imaging.normalize.ZScore;
import io.bactrian.imaging.normalize.n4.N4BiasCorrection;
import io.bactrian.imaging.normalize.n4.N4Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The steps of {@code data_preprocessing} that change intensities, as operations. */
public final class IntensitySteps {
  private IntensitySteps() {}

  /** The operation of a step, with the defaults of docs/preprocessing.md. */
  public static Operation operation(PreprocessingStep step) {
    Parameters parameters = step.parameters();
    return switch (step.name()) {
      case "clip" -> new Clip(minimum(parameters), maximum(parameters));
      case "threshold" -> new Threshold(minimum(parameters), maximum(parameters));
      case "rescale" -> rescale(parameters);
      case "normalize" -> new ZScore(mask(parameters, Mask.ALL));
      case "normalize_positive" -> new ZScore(Mask.POSITIVE);
      case "normalize_nonZero" -> new ZScore(Mask.NONZERO);
      case "normalize_nonZero_masked" -> new ZScore(Mask.NONZERO, true);
      case "normalize_by_val" ->
          new NormalizeByValue(list(parameters.numbers("mean")), list(parameters.numbers("std")));
      case "normalize_imagenet" -> NormalizeByValue.IMAGENET;
      case "normalize_standardize" -> NormalizeByValue.STANDARDIZE;
      case "normalize_div_by_255" -> NormalizeByValue.DIV_BY_255;
      case "rgba2rgb" -> new RgbaToRgb();
      case "rgb2rgba" -> new RgbToRgba();
      case "histogram_matching" -> matching(parameters);
      case "histogram_equalization" ->
          HistogramMatching.equalization(levels(parameters), points(parameters));
      case "adaptive_histogram_equalization" ->
          new PowerLawEqualization(
              parameters.number("alpha", 0.3),
              parameters.number("beta", 0.3),
              (int) parameters.number("radius", 5));
      case "equalize" -> new HistogramEqualization(bins(parameters), mask(parameters, Mask.ALL));
      case "clahe" -> contrastLimited(parameters);
      case "n4" -> n4(parameters);
      default -> throw new IllegalArgumentException("No operation for " + step.name());
    };
  }

  /** How the landmarks of a {@code nyul} step are taken. */
  public static NyulSettings nyul(Parameters parameters) {
    double[] scale = parameters.numbers("out_min_max", 0, 100);
    List<Double> percentiles =
        parameters.has("percentiles")
            ? list(parameters.numbers("percentiles"))
            : NyulSettings.PERCENTILES;
    return new NyulSettings(percentiles, scale[0], scale[1], mask(parameters, Mask.ALL));
  }

  private static double minimum(Parameters parameters) {
    return parameters.number("min", Double.NEGATIVE_INFINITY);
  }

  private static double maximum(Parameters parameters) {
    return parameters.number("max", Double.POSITIVE_INFINITY);
  }

  private static Mask mask(Parameters parameters, Mask fallback) {
    return parameters.has("mask")
        ? Mask.valueOf(parameters.text("mask", "").toUpperCase(Locale.ROOT))
        : fallback;
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static Rescale rescale(Parameters parameters) {
    double[] range = parameters.numbers("out_min_max", 0, 1);
    double[] percentiles = parameters.numbers("percentiles", 0, 100);
    List<Double> input =
        parameters.has("in_min_max") ? list(parameters.numbers("in_min_max")) : null;
    return new Rescale(
        range[0], range[1], percentiles[0], percentiles[1], input, mask(parameters, Mask.ALL));
  }

  private static int levels(Parameters parameters) {
    return (int) parameters.number("num_hist_level", HistogramMatching.LEVELS);
  }

  private static int points(Parameters parameters) {
    return (int) parameters.number("num_match_points", HistogramMatching.POINTS);
  }

  private static int bins(Parameters parameters) {
    return (int) parameters.number("bins", HistogramEqualization.BINS);
  }

  private static Operation matching(Parameters parameters) {
    String target = parameters.text("target", null);
    if (target == null) {
      return HistogramMatching.equalization(levels(parameters), points(parameters));
    }
    if (target.equals("adaptive")) {
      return new PowerLawEqualization();
    }
    Path file = Path.of(target);
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "The target of histogram_matching does not exist",
          target,
          "an image file, or adaptive",
          "correct target, which is relative to the configuration's folder, or bring the file");
    }
    Image image = ImageReader.read(file);
    IntensityProfile profile =
        IntensityProfile.of(image, levels(parameters), points(parameters), "target " + target);
    return new HistogramMatching(profile, levels(parameters), points(parameters));
  }

  private static ContrastLimitedEqualization contrastLimited(Parameters parameters) {
    List<Integer> tile =
        parameters.has("tile") ? Arrays.stream(parameters.integers("tile")).boxed().toList() : null;
    return new ContrastLimitedEqualization(
        tile, parameters.number("clip_limit", 0.01), bins(parameters));
  }

  private static N4BiasCorrection n4(Parameters parameters) {
    N4Settings standard = N4Settings.DEFAULTS;
    return new N4BiasCorrection(
        new N4Settings(
            (int) parameters.number("control_points", standard.spans() + 3) - 3,
            (int) parameters.number("levels", standard.levels()),
            (int) parameters.number("iterations", standard.iterations()),
            standard.tolerance(),
            parameters.number("fwhm", standard.fullWidth()),
            standard.noise(),
            standard.bins(),
            (int) parameters.number("shrink", standard.shrink())),
        mask(parameters, Mask.OTSU));
  }
}
