package io.bactrian.component.normalize;

import io.bactrian.imaging.Operation;
import io.bactrian.imaging.normalize.Clip;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.Rescale;
import io.bactrian.imaging.normalize.Threshold;
import io.bactrian.imaging.normalize.ZScore;
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

/** Brings the intensities of a subject onto a common scale, each channel by itself. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "normalize",
    title = "Normalize",
    syntax = "normalize:operation",
    producerOnly = true,
    category = {Category.AI})
public class NormalizeEndpoint extends ConfiguredEndpoint {
  @UriPath(
      description =
          "zscore, clip, threshold, rescale, or config (the data_preprocessing of the configuration after its last change of the grid).",
      enums = "zscore,clip,threshold,rescale,config")
  @Metadata(required = true)
  private String operation;

  @UriParam(
      description = "Voxels whose mean and deviation are taken. (zscore)",
      defaultValue = "all",
      enums = "all,nonzero,positive")
  private Mask mask = Mask.ALL;

  @UriParam(
      description = "Whether voxels outside the mask stay as they are. (zscore)",
      defaultValue = "false")
  private boolean onlyMasked;

  @UriParam(description = "Lower bound of the values. (clip, threshold, rescale)")
  private Double min;

  @UriParam(description = "Upper bound of the values. (clip, threshold, rescale)")
  private Double max;

  @UriParam(description = "Percentile that becomes min. (rescale)", defaultValue = "0")
  private double lowPercentile;

  @UriParam(description = "Percentile that becomes max. (rescale)", defaultValue = "100")
  private double highPercentile = 100;

  public NormalizeEndpoint(String uri, NormalizeComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new NormalizeProducer(this);
  }

  /** What to do with a subject, in order. */
  List<Operation> operations() {
    return switch (operation) {
      case "zscore" -> List.of(new ZScore(mask, onlyMasked));
      case "clip" -> List.of(new Clip(bound("min", min), bound("max", max)));
      case "threshold" -> List.of(new Threshold(bound("min", min), bound("max", max)));
      case "rescale" ->
          List.of(new Rescale(bound("min", min), bound("max", max), lowPercentile, highPercentile));
      default -> Preprocessing.normalization(fromConfiguration("an operation", known -> known));
    };
  }

  private double bound(String option, Double value) {
    return Options.required(step(), option, value);
  }

  @Override
  public String getOperation() {
    return operation;
  }

  @Override
  public void setOperation(String operation) {
    this.operation = operation;
  }

  public Mask getMask() {
    return mask;
  }

  public void setMask(Mask mask) {
    this.mask = mask;
  }

  public boolean isOnlyMasked() {
    return onlyMasked;
  }

  public void setOnlyMasked(boolean onlyMasked) {
    this.onlyMasked = onlyMasked;
  }

  public Double getMin() {
    return min;
  }

  public void setMin(Double min) {
    this.min = min;
  }

  public Double getMax() {
    return max;
  }

  public void setMax(Double max) {
    this.max = max;
  }

  public double getLowPercentile() {
    return lowPercentile;
  }

  public void setLowPercentile(double lowPercentile) {
    this.lowPercentile = lowPercentile;
  }

  public double getHighPercentile() {
    return highPercentile;
  }

  public void setHighPercentile(double highPercentile) {
    this.highPercentile = highPercentile;
  }
}
