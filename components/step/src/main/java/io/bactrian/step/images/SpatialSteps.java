package io.bactrian.step.images;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.cohort.configuration.PreprocessingStep;
import io.bactrian.imaging.Operation;
import io.bactrian.imaging.harmonize.Align;
import io.bactrian.imaging.harmonize.Border;
import io.bactrian.imaging.harmonize.Canonical;
import io.bactrian.imaging.harmonize.CropBorder;
import io.bactrian.imaging.harmonize.CropZeroPlanes;
import io.bactrian.imaging.harmonize.Interpolation;
import io.bactrian.imaging.harmonize.Interpolators;
import io.bactrian.imaging.harmonize.Isotropic;
import io.bactrian.imaging.harmonize.Pad;
import io.bactrian.imaging.harmonize.PadOrCrop;
import io.bactrian.imaging.harmonize.Padding;
import io.bactrian.imaging.harmonize.Resample;
import io.bactrian.imaging.harmonize.Resize;

/** The steps of {@code data_preprocessing} that change the grid, as operations. */
public final class SpatialSteps {
  private SpatialSteps() {}

  /**
   * @param patch x, y, z: what is left of an image without its zero planes is at least so large
   * @return null for a step that leaves the grid as it is
   */
  static Operation operation(PreprocessingStep step, int[] patch) {
    Parameters parameters = step.parameters();
    return switch (step.name()) {
      case "to_canonical" -> new Canonical();
      case "resample" -> resample(parameters, false);
      case "resample_min" -> resample(parameters, true);
      case "resize_image", "resize_patch" -> resize(parameters);
      case "crop" -> new CropBorder(border(parameters));
      case "pad" -> new Pad(border(parameters), padding(parameters), parameters.number("value", 0));
      case "centercrop", "pad_or_crop" -> padOrCrop(parameters);
      case "crop_external_zero_planes" -> new CropZeroPlanes(patch[0], patch[1], patch[2]);
      case "align" -> new Align((int) parameters.number("reference", 0), interpolators(parameters));
      default -> null;
    };
  }

  /** The channel, counted from 0, on whose original grid the predictions of a subject belong. */
  public static int referenceChannel(Configuration configuration) {
    return configuration.preprocessing().stream()
        .filter(step -> step.name().equals("align"))
        .mapToInt(step -> (int) step.parameters().number("reference", 0))
        .findFirst()
        .orElse(0);
  }

  private static Operation resample(Parameters parameters, boolean onlyFiner) {
    Interpolators interpolators = interpolators(parameters);
    if (parameters.text("resolution", "").equals("isotropic")) {
      return new Isotropic(interpolators);
    }
    double[] mm = parameters.numbers("resolution");
    return new Resample(mm[0], mm[1], mm[2], onlyFiner, interpolators);
  }

  private static Resize resize(Parameters parameters) {
    int[] size = parameters.integers("size");
    return new Resize(size[0], size[1], size[2], interpolators(parameters));
  }

  private static PadOrCrop padOrCrop(Parameters parameters) {
    int[] size = parameters.integers("size");
    return new PadOrCrop(
        size[0], size[1], size[2], padding(parameters), parameters.number("value", 0));
  }

  private static Border border(Parameters parameters) {
    return Border.of(parameters.integers("border"));
  }

  private static Padding padding(Parameters parameters) {
    return Padding.of(parameters.text("padding_mode", "constant"));
  }

  private static Interpolators interpolators(Parameters parameters) {
    return new Interpolators(
        Interpolation.of(parameters.text("interpolation", "linear")),
        Interpolation.of(parameters.text("label_interpolation", "nearest")));
  }
}
