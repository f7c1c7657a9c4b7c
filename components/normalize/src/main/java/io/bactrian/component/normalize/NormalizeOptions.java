package io.bactrian.component.normalize;

import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.step.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of an endpoint as GaNDLF's configuration has them, checked. */
record NormalizeOptions(NormalizeEndpoint endpoint) {
  /** The operation with its options, as a key of {@code data_preprocessing}. */
  PreprocessingStep step() {
    return new PreprocessingStep(key(), parameters());
  }

  /** GaNDLF's name of the operation. */
  private String key() {
    return switch (endpoint.getOperation()) {
      case "by-val", "imagenet", "standardize", "div-by-255" ->
          "normalize_" + endpoint.getOperation().replace('-', '_');
      case "rescale", "rgba2rgb", "rgb2rgba", "equalize", "clahe", "n4" -> endpoint.getOperation();
      case "histogram-matching", "histogram-equalization", "adaptive-histogram-equalization" ->
          endpoint.getOperation().replace('-', '_');
      default ->
          throw Options.wrong(
              endpoint.step(),
              "operation",
              endpoint.getOperation(),
              "one of those that docs/preprocessing.md lists");
    };
  }

  /** The options that are given, under GaNDLF's names. */
  private Parameters parameters() {
    Map<String, Object> values = new LinkedHashMap<>();
    OptionChecks checks = new OptionChecks(endpoint.step());
    checks.pair("inMinMax", endpoint.getInMinMax(), numbers("inMinMax", endpoint.getInMinMax()));
    checks.tile(endpoint.getTile(), numbers("tile", endpoint.getTile()));
    if (endpoint.getOperation().equals("rescale")) {
      double low = endpoint.getMin() == null ? 0 : endpoint.getMin();
      double high = endpoint.getMax() == null ? 1 : endpoint.getMax();
      checks.below(low, "max", high);
      checks.percentiles(endpoint.getLowPercentile(), endpoint.getHighPercentile());
      values.put("out_min_max", List.of(low, high));
      values.put("percentiles", List.of(endpoint.getLowPercentile(), endpoint.getHighPercentile()));
    }
    put(values, "mask", endpoint.getMask() == null ? null : endpoint.getMask().name());
    put(values, "in_min_max", numbers("inMinMax", endpoint.getInMinMax()));
    if (endpoint.getOperation().equals("by-val")) {
      values.put(
          "mean", numbers("mean", Options.required(endpoint.step(), "mean", endpoint.getMean())));
      values.put(
          "std", numbers("std", Options.required(endpoint.step(), "std", endpoint.getStd())));
      checks.deviations(
          endpoint.getStd(),
          numbers("std", endpoint.getStd()),
          numbers("mean", endpoint.getMean()).size());
    }
    put(values, "target", endpoint.getTarget());
    put(values, "num_hist_level", endpoint.getNumHistLevel());
    put(values, "num_match_points", endpoint.getNumMatchPoints());
    put(values, "alpha", endpoint.getAlpha());
    put(values, "beta", endpoint.getBeta());
    put(values, "radius", endpoint.getRadius());
    put(values, "bins", endpoint.getBins());
    put(values, "tile", numbers("tile", endpoint.getTile()));
    put(values, "clip_limit", endpoint.getClipLimit());
    put(values, "control_points", endpoint.getControlPoints());
    put(values, "levels", endpoint.getLevels());
    put(values, "iterations", endpoint.getIterations());
    put(values, "fwhm", endpoint.getFwhm());
    put(values, "shrink", endpoint.getShrink());
    checks.limits(values);
    return new Parameters(values);
  }

  /** How landmarks are learned, as the key {@code nyul} has it. */
  Parameters landmarks() {
    double low = endpoint.getMin() == null ? 0 : endpoint.getMin();
    double high = endpoint.getMax() == null ? 100 : endpoint.getMax();
    List<Double> percentiles = numbers("percentiles", endpoint.getPercentiles());
    OptionChecks checks = new OptionChecks(endpoint.step());
    checks.percentiles(endpoint.getPercentiles(), percentiles);
    checks.below(low, "max", high);
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "percentiles", percentiles);
    put(values, "mask", endpoint.getMask() == null ? null : endpoint.getMask().name());
    values.put("out_min_max", List.of(low, high));
    return new Parameters(values);
  }

  private static void put(Map<String, Object> values, String name, Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  private List<Double> numbers(String option, String value) {
    try {
      return value == null ? null : Options.texts(value).stream().map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw Options.wrong(
          endpoint.step(), option, value, "numbers between commas such as 0.5,0.25");
    }
  }

  /** Both bounds, the lower first; one of them may be left open. */
  double[] range() {
    if (endpoint.getMax() == null) {
      return new double[] {
        Options.required(endpoint.step(), "min", endpoint.getMin()), Double.POSITIVE_INFINITY
      };
    }
    if (endpoint.getMin() == null) {
      return new double[] {Double.NEGATIVE_INFINITY, endpoint.getMax()};
    }
    new OptionChecks(endpoint.step()).below(endpoint.getMin(), "max", endpoint.getMax());
    return new double[] {endpoint.getMin(), endpoint.getMax()};
  }
}
