package io.bactrian.component.normalize;

import io.bactrian.imaging.Operation;
import io.bactrian.imaging.normalize.Clip;
import io.bactrian.imaging.normalize.Mask;
import io.bactrian.imaging.normalize.NyulSettings;
import io.bactrian.imaging.normalize.Threshold;
import io.bactrian.imaging.normalize.ZScore;
import io.bactrian.step.ConfiguredEndpoint;
import io.bactrian.step.images.IntensitySteps;
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
          "zscore, clip, threshold, rescale, by-val (given mean and std), imagenet, standardize, div-by-255, rgba2rgb, rgb2rgba, histogram-matching (to a target), histogram-equalization (to -1..1), adaptive-histogram-equalization (power law), equalize (to 0..1), clahe, n4, nyul (a fold or cohort by landmarks learned from its training subjects, a pending prediction by those of its model, a subject by the file landmarks; then what the configuration does after that; nothing when the configuration has no nyul), or config (the data_preprocessing of the configuration after its last change of the grid, up to nyul).",
      enums =
          "zscore,clip,threshold,rescale,by-val,imagenet,standardize,div-by-255,rgba2rgb,rgb2rgba,histogram-matching,histogram-equalization,adaptive-histogram-equalization,equalize,clahe,n4,nyul,config")
  @Metadata(required = true)
  private String operation;

  @UriParam(
      description =
          "Voxels whose statistics are taken: label and file (the column BrainMask) where they are not 0, otsu the foreground; of n4 otsu unless it is given. (zscore, rescale, equalize, n4, nyul)",
      defaultValue = "all",
      enums = "all,nonzero,positive,otsu,label,file")
  private Mask mask;

  @UriParam(
      description = "Whether voxels outside the mask stay as they are. (zscore)",
      defaultValue = "false")
  private boolean onlyMasked;

  @UriParam(
      description =
          "Lower bound of the values; without it, none for clip and threshold, and 0 for rescale and nyul. (clip, threshold, rescale, nyul)")
  private Double min;

  @UriParam(
      description =
          "Upper bound of the values; without it, none for clip and threshold, 1 for rescale and 100 for nyul. (clip, threshold, rescale, nyul)")
  private Double max;

  @UriParam(description = "Percentile that becomes min. (rescale)", defaultValue = "0")
  private double lowPercentile;

  @UriParam(description = "Percentile that becomes max. (rescale)", defaultValue = "100")
  private double highPercentile = 100;

  @UriParam(
      description =
          "Percentiles that landmarks are taken of, rising, between commas; the first comes to lie at min, the last at max. (nyul)",
      defaultValue = "1,10,20,30,40,50,60,70,80,90,99")
  private String percentiles;

  @UriParam(description = "File nyul.json of a model, for subjects. (nyul)")
  private String landmarks;

  @UriParam(
      description =
          "CSV file to which subjects of a fold or cohort are added that cannot be changed; they are left out then. Unless given, the first of them ends the step. (nyul)")
  private String failed;

  @UriParam(
      description =
          "Means, one a channel or one for all, such as 0.5; of values divided by 255. (by-val)")
  private String mean;

  @UriParam(description = "Deviations, as many. (by-val)")
  private String std;

  @UriParam(
      description =
          "Two values that become min and max in place of the percentiles, which then only clip. (rescale)")
  private String inMinMax;

  @UriParam(
      description =
          "Image file, or adaptive, or none for histogram-equalization. (histogram-matching)")
  private String target;

  @UriParam(
      description = "Bins of the histogram. (histogram-matching, histogram-equalization)",
      defaultValue = "1024")
  private Integer numHistLevel;

  @UriParam(
      description = "Quantiles that are matched. (histogram-matching, histogram-equalization)",
      defaultValue = "16")
  private Integer numMatchPoints;

  @UriParam(
      description = "0 equalizes, 1 leaves contrast. (adaptive-histogram-equalization)",
      defaultValue = "0.3")
  private Double alpha;

  @UriParam(
      description = "Part of the neighbours' mean. (adaptive-histogram-equalization)",
      defaultValue = "0.3")
  private Double beta;

  @UriParam(
      description = "Of the neighbourhood, in voxels. (adaptive-histogram-equalization)",
      defaultValue = "5")
  private Integer radius;

  @UriParam(description = "Of the histogram. (equalize, clahe)", defaultValue = "256")
  private Integer bins;

  @UriParam(
      description = "Voxels of a tile along x, y, z; an eighth of the image unless given. (clahe)")
  private String tile;

  @UriParam(
      description = "Part of a tile's voxels that one bin may hold. (clahe)",
      defaultValue = "0.01")
  private Double clipLimit;

  @UriParam(description = "Along each axis of the coarsest lattice. (n4)", defaultValue = "4")
  private Integer controlPoints;

  @UriParam(description = "Of lattices, each with twice the spans. (n4)", defaultValue = "4")
  private Integer levels;

  @UriParam(description = "On each level at most. (n4)", defaultValue = "50")
  private Integer iterations;

  @UriParam(description = "Width of the field's blur of the histogram. (n4)", defaultValue = "0.15")
  private Double fwhm;

  @UriParam(
      description = "Every so many voxels along an axis are looked at. (n4)",
      defaultValue = "4")
  private Integer shrink;

  public NormalizeEndpoint(String uri, NormalizeComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return operation.equals("nyul") ? new NyulProducer(this) : new NormalizeProducer(this);
  }

  /** How landmarks are learned; null when there is a configuration that does not want it. */
  NyulSettings landmarkSettings() {
    if (configuration() != null) {
      return Preprocessing.standardization(configuration());
    }
    if (operation.equals("config")) {
      return null;
    }
    return IntensitySteps.nyul(new NormalizeOptions(this).landmarks());
  }

  /** What is done after the landmarks. */
  List<Operation> afterStandardization() {
    return configuration() == null
        ? List.of()
        : Preprocessing.afterStandardization(configuration());
  }

  /** What to do with a subject, in order. */
  List<Operation> operations() {
    return switch (operation) {
      case "zscore" -> List.of(new ZScore(mask == null ? Mask.ALL : mask, onlyMasked));
      case "clip" -> {
        double[] range = new NormalizeOptions(this).range();
        yield List.of(new Clip(range[0], range[1]));
      }
      case "threshold" -> {
        double[] range = new NormalizeOptions(this).range();
        yield List.of(new Threshold(range[0], range[1]));
      }
      case "config" ->
          Preprocessing.normalization(fromConfiguration("an operation", known -> known));
      default -> List.of(IntensitySteps.operation(new NormalizeOptions(this).step()));
    };
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

  public String getPercentiles() {
    return percentiles;
  }

  public void setPercentiles(String percentiles) {
    this.percentiles = percentiles;
  }

  public String getLandmarks() {
    return landmarks;
  }

  public void setLandmarks(String landmarks) {
    this.landmarks = landmarks;
  }

  public String getFailed() {
    return failed;
  }

  public void setFailed(String failed) {
    this.failed = failed;
  }

  public String getMean() {
    return mean;
  }

  public void setMean(String mean) {
    this.mean = mean;
  }

  public String getStd() {
    return std;
  }

  public void setStd(String std) {
    this.std = std;
  }

  public String getInMinMax() {
    return inMinMax;
  }

  public void setInMinMax(String inMinMax) {
    this.inMinMax = inMinMax;
  }

  public String getTarget() {
    return target;
  }

  public void setTarget(String target) {
    this.target = target;
  }

  public Integer getNumHistLevel() {
    return numHistLevel;
  }

  public void setNumHistLevel(Integer numHistLevel) {
    this.numHistLevel = numHistLevel;
  }

  public Integer getNumMatchPoints() {
    return numMatchPoints;
  }

  public void setNumMatchPoints(Integer numMatchPoints) {
    this.numMatchPoints = numMatchPoints;
  }

  public Double getAlpha() {
    return alpha;
  }

  public void setAlpha(Double alpha) {
    this.alpha = alpha;
  }

  public Double getBeta() {
    return beta;
  }

  public void setBeta(Double beta) {
    this.beta = beta;
  }

  public Integer getRadius() {
    return radius;
  }

  public void setRadius(Integer radius) {
    this.radius = radius;
  }

  public Integer getBins() {
    return bins;
  }

  public void setBins(Integer bins) {
    this.bins = bins;
  }

  public String getTile() {
    return tile;
  }

  public void setTile(String tile) {
    this.tile = tile;
  }

  public Double getClipLimit() {
    return clipLimit;
  }

  public void setClipLimit(Double clipLimit) {
    this.clipLimit = clipLimit;
  }

  public Integer getControlPoints() {
    return controlPoints;
  }

  public void setControlPoints(Integer controlPoints) {
    this.controlPoints = controlPoints;
  }

  public Integer getLevels() {
    return levels;
  }

  public void setLevels(Integer levels) {
    this.levels = levels;
  }

  public Integer getIterations() {
    return iterations;
  }

  public void setIterations(Integer iterations) {
    this.iterations = iterations;
  }

  public Double getFwhm() {
    return fwhm;
  }

  public void setFwhm(Double fwhm) {
    this.fwhm = fwhm;
  }

  public Integer getShrink() {
    return shrink;
  }

  public void setShrink(Integer shrink) {
    this.shrink = shrink;
  }
}
