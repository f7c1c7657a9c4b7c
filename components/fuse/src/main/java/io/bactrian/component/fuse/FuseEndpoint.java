package io.bactrian.component.fuse;

import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.evaluation.Regions;
import io.bactrian.step.ConfiguredEndpoint;
import io.bactrian.step.Options;
import io.bactrian.step.images.SpatialSteps;
import java.nio.file.Path;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/**
 * Joins the predictions of one or several models into a label map on the grid of the original
 * image.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "fuse",
    title = "Fuse",
    syntax = "fuse:operation",
    producerOnly = true,
    category = {Category.AI})
public class FuseEndpoint extends ConfiguredEndpoint {
  @UriPath(
      description =
          "average (of probabilities, then the most probable class) or vote (each model has one vote a voxel).",
      enums = "average,vote")
  @Metadata(required = true)
  private String operation;

  @UriParam(
      description =
          "Labels in the order of the probabilities, background included, such as 0,1,2. Without this and without config, those of the first model.")
  private String classes;

  @UriParam(
      description =
          "Folder for label maps named by subject. When it is not given, they go to the task store.")
  private String output;

  @UriParam(
      description =
          "The channel, counted from 0, on whose original grid the labels are given. Without this, the one that data_preprocessing aligns to, or the first.")
  private Integer reference;

  public FuseEndpoint(String uri, FuseComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new FuseProducer(this);
  }

  /** The channel, counted from 0, on whose original grid the labels are given. */
  int channel(Prediction prediction) {
    if (reference != null) {
      return reference;
    }
    boolean known = configuration() != null || classes == null;
    return known ? SpatialSteps.referenceChannel(configuration(prediction)) : 0;
  }

  /**
   * The classes and their labels: the option, or the configuration, or what the first model was
   * trained on.
   */
  Regions regions(Prediction prediction) {
    if (classes != null) {
      return Regions.exclusive(Options.integers(step(), "classes", classes));
    }
    ModelSettings model = configuration(prediction).model();
    return new Regions(model.voxelLabels(), model.voxelLabelsOfClasses());
  }

  /** Whether probabilities are written beside the label maps. */
  boolean savesProbabilities() {
    return operation.equals("average")
        && output != null
        && configuration() != null
        && configuration().training().saveOutput();
  }

  private Configuration configuration(Prediction prediction) {
    Configuration known = configuration();
    return known != null
        ? known
        : Configuration.read(Path.of(prediction.models().get(0)).resolve("config.yaml"));
  }

  @Override
  public String getOperation() {
    return operation;
  }

  @Override
  public void setOperation(String operation) {
    this.operation = operation;
  }

  public String getClasses() {
    return classes;
  }

  public void setClasses(String classes) {
    this.classes = classes;
  }

  public String getOutput() {
    return output;
  }

  public void setOutput(String output) {
    this.output = output;
  }

  public Integer getReference() {
    return reference;
  }

  public void setReference(Integer reference) {
    this.reference = reference;
  }
}
