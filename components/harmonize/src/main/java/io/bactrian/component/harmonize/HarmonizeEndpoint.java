package io.bactrian.component.harmonize;

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
import io.bactrian.step.ConfiguredEndpoint;
import io.bactrian.step.Options;
import io.bactrian.step.images.Preprocessing;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Brings the images of a subject onto a common grid: orientation, spacing, extent. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "harmonize",
    title = "Harmonize",
    syntax = "harmonize:operation",
    producerOnly = true,
    category = {Category.AI})
public class HarmonizeEndpoint extends ConfiguredEndpoint {
  @UriPath(
      description =
          "canonical (axes to the right, anterior, superior), resample (spacing or isotropic), resample-min (axes that are finer keep their spacing), resize (size over the same extent), crop (border off), centercrop and pad-or-crop (size about the centre), pad (border added), crop-zero-planes, align (channels onto the grid of one), or config (the data_preprocessing of the configuration up to its last change of the grid).",
      enums =
          "canonical,resample,resample-min,resize,crop,centercrop,pad,pad-or-crop,crop-zero-planes,align,config")
  @Metadata(required = true)
  private String operation;

  @UriParam(
      description =
          "Millimetres along x, y, z, such as 1,1,1; 0 keeps the spacing of an axis. (resample, resample-min)")
  private String spacing;

  @UriParam(
      description = "Whether all axes get the finest spacing of the image. (resample)",
      defaultValue = "false")
  private boolean isotropic;

  @UriParam(
      description = "Whether axes that are finer already keep their spacing. (resample)",
      defaultValue = "false")
  private boolean onlyFiner;

  @UriParam(
      description =
          "Voxels along x, y, z, such as 48,64,48; 0 leaves an axis. (resize, centercrop, pad-or-crop)")
  private String size;

  @UriParam(
      description =
          "Voxels at the ends of the axes: one number, x,y,z, or before and behind of each; for pad half of the configuration's patch_size where it is not given. (crop, pad)")
  private String border;

  @UriParam(
      description = "What lies beyond the border. (pad, centercrop, pad-or-crop)",
      enums = "constant,edge,reflect,symmetric",
      defaultValue = "constant")
  private String paddingMode = "constant";

  @UriParam(
      description = "Of the constant; labels get background. (pad, centercrop, pad-or-crop)",
      defaultValue = "0")
  private double value;

  @UriParam(
      description =
          "Voxels to keep at least along x, y, z; where it is not given the configuration's patch_size, without a configuration 1. (crop-zero-planes)")
  private String least;

  @UriParam(
      description = "The channel that stays as it is, counted from 0. (align)",
      defaultValue = "0")
  private int reference;

  @UriParam(
      description = "Of images. (resample, resample-min, resize, align)",
      enums = "nearest,linear,bspline",
      defaultValue = "linear")
  private String interpolation = "linear";

  @UriParam(
      description =
          "Of labels; linear is of each class by itself. (resample, resample-min, resize, align)",
      enums = "nearest,linear",
      defaultValue = "nearest")
  private String labelInterpolation = "nearest";

  public HarmonizeEndpoint(String uri, HarmonizeComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new HarmonizeProducer(this);
  }

  /** What to do with a subject, in order. */
  List<Operation> operations() {
    return operation.equals("config")
        ? Preprocessing.harmonization(fromConfiguration("an operation", known -> known))
        : List.of(single());
  }

  private Operation single() {
    return switch (operation) {
      case "canonical" -> new Canonical();
      case "resample" -> isotropic ? isotropic() : resample(onlyFiner);
      case "resample-min" -> resample(true);
      case "resize" -> resize();
      case "crop" -> new CropBorder(border());
      case "pad" -> new Pad(border == null ? halfPatch() : border(), padding(), value);
      case "centercrop", "pad-or-crop" -> padOrCrop();
      case "crop-zero-planes" -> cropZeroPlanes();
      case "align" -> align();
      default ->
          throw Options.wrong(
              step(), "operation", operation, "one of those that docs/preprocessing.md lists");
    };
  }

  private Isotropic isotropic() {
    Options.check(
        spacing == null, step(), "spacing", spacing, "left out, since isotropic is given");
    return new Isotropic(interpolators());
  }

  private Resample resample(boolean keepFiner) {
    double[] mm = Options.threeNumbers(step(), "spacing", spacing);
    boolean some = false;
    for (double one : mm) {
      boolean possible = one >= 0 && one < Double.POSITIVE_INFINITY;
      Options.check(possible, step(), "spacing", spacing, "numbers of at least 0");
      some |= one > 0;
    }
    Options.check(some, step(), "spacing", spacing, "not 0, which keeps an axis, for all axes");
    return new Resample(mm[0], mm[1], mm[2], keepFiner, interpolators());
  }

  private Resize resize() {
    int[] voxels = voxels("size", size);
    return new Resize(voxels[0], voxels[1], voxels[2], interpolators());
  }

  private PadOrCrop padOrCrop() {
    int[] voxels = voxels("size", size);
    return new PadOrCrop(voxels[0], voxels[1], voxels[2], padding(), value);
  }

  private CropZeroPlanes cropZeroPlanes() {
    if (least == null && configuration() == null) {
      return new CropZeroPlanes();
    }
    int[] voxels = least == null ? configuration().training().patchSize() : voxels("least", least);
    return new CropZeroPlanes(voxels[0], voxels[1], voxels[2]);
  }

  private Align align() {
    Options.check(reference >= 0, step(), "reference", "" + reference, "a channel, from 0 on");
    return new Align(reference, interpolators());
  }

  private int[] voxels(String option, String text) {
    double[] numbers = Options.threeNumbers(step(), option, text);
    int[] voxels = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      boolean whole = numbers[axis] == Math.rint(numbers[axis]) && numbers[axis] >= 0;
      Options.check(whole, step(), option, text, "whole numbers of at least 0 such as 48,64,48");
      voxels[axis] = (int) numbers[axis];
    }
    return voxels;
  }

  private Border border() {
    String expected = "1, 3 or 6 whole numbers of at least 0 such as 8,8,4";
    int[] voxels =
        Options.integers(step(), "border", Options.required(step(), "border", border)).stream()
            .mapToInt(Integer::intValue)
            .toArray();
    boolean count = voxels.length == 1 || voxels.length == 3 || voxels.length == 6;
    boolean positive = Arrays.stream(voxels).allMatch(voxel -> voxel >= 0);
    Options.check(count && positive, step(), "border", border, expected);
    return Border.of(voxels);
  }

  /** As GaNDLF pads before its label sampler: ceil(patch / 2) at every end, none across a slice. */
  private Border halfPatch() {
    return fromConfiguration(
        "border",
        known ->
            Border.of(
                Arrays.stream(known.training().patchSize())
                    .map(voxels -> voxels / 2 + (voxels == 1 ? 0 : voxels % 2))
                    .toArray()));
  }

  private Padding padding() {
    return Options.choice(step(), "paddingMode", paddingMode, Padding.class);
  }

  private Interpolators interpolators() {
    Interpolation label =
        Options.choice(step(), "labelInterpolation", labelInterpolation, Interpolation.class);
    Options.check(
        label != Interpolation.BSPLINE,
        step(),
        "labelInterpolation",
        labelInterpolation,
        "nearest or linear");
    return new Interpolators(
        Options.choice(step(), "interpolation", interpolation, Interpolation.class), label);
  }

  @Override
  public String getOperation() {
    return operation;
  }

  @Override
  public void setOperation(String operation) {
    this.operation = operation;
  }

  public String getSpacing() {
    return spacing;
  }

  public void setSpacing(String spacing) {
    this.spacing = spacing;
  }

  public boolean isIsotropic() {
    return isotropic;
  }

  public void setIsotropic(boolean isotropic) {
    this.isotropic = isotropic;
  }

  public boolean isOnlyFiner() {
    return onlyFiner;
  }

  public void setOnlyFiner(boolean onlyFiner) {
    this.onlyFiner = onlyFiner;
  }

  public String getSize() {
    return size;
  }

  public void setSize(String size) {
    this.size = size;
  }

  public String getBorder() {
    return border;
  }

  public void setBorder(String border) {
    this.border = border;
  }

  public String getPaddingMode() {
    return paddingMode;
  }

  public void setPaddingMode(String paddingMode) {
    this.paddingMode = paddingMode;
  }

  public double getValue() {
    return value;
  }

  public void setValue(double value) {
    this.value = value;
  }

  public String getLeast() {
    return least;
  }

  public void setLeast(String least) {
    this.least = least;
  }

  public int getReference() {
    return reference;
  }

  public void setReference(int reference) {
    this.reference = reference;
  }

  public String getInterpolation() {
    return interpolation;
  }

  public void setInterpolation(String interpolation) {
    this.interpolation = interpolation;
  }

  public String getLabelInterpolation() {
    return labelInterpolation;
  }

  public void setLabelInterpolation(String labelInterpolation) {
    this.labelInterpolation = labelInterpolation;
  }
}
