package io.bactrian.component.harmonize;

import io.bactrian.imaging.Operation;
import io.bactrian.imaging.harmonize.Canonical;
import io.bactrian.imaging.harmonize.CropZeroPlanes;
import io.bactrian.imaging.harmonize.Interpolators;
import io.bactrian.imaging.harmonize.PadOrCrop;
import io.bactrian.imaging.harmonize.Resample;
import io.bactrian.step.ConfiguredEndpoint;
import io.bactrian.step.Options;
import io.bactrian.step.images.Preprocessing;
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
          "canonical (axes to the right, anterior, superior), resample, crop-zero-planes, pad-or-crop, or config (the data_preprocessing of the configuration up to its last change of the grid).",
      enums = "canonical,resample,crop-zero-planes,pad-or-crop,config")
  @Metadata(required = true)
  private String operation;

  @UriParam(
      description =
          "Millimetres along x, y, z, such as 1,1,1; 0 keeps the spacing of an axis. (resample)")
  private String spacing;

  @UriParam(
      description = "Whether axes that are finer already keep their spacing. (resample)",
      defaultValue = "false")
  private boolean onlyFiner;

  @UriParam(description = "Voxels along x, y, z, such as 48,64,48. (pad-or-crop)")
  private String size;

  public HarmonizeEndpoint(String uri, HarmonizeComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new HarmonizeProducer(this);
  }

  /** What to do with a subject, in order. */
  List<Operation> operations() {
    return switch (operation) {
      case "canonical" -> List.of(new Canonical());
      case "resample" -> List.of(resample());
      case "crop-zero-planes" -> List.of(new CropZeroPlanes());
      case "pad-or-crop" -> List.of(padOrCrop());
      default -> Preprocessing.harmonization(fromConfiguration("an operation", known -> known));
    };
  }

  private Resample resample() {
    double[] mm = Options.threeNumbers(step(), "spacing", spacing);
    return new Resample(mm[0], mm[1], mm[2], onlyFiner, Interpolators.STANDARD);
  }

  private PadOrCrop padOrCrop() {
    double[] voxels = Options.threeNumbers(step(), "size", size);
    return new PadOrCrop((int) voxels[0], (int) voxels[1], (int) voxels[2]);
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
}
