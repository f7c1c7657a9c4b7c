package io.bactrian.component.infer;

import io.bactrian.cohort.configuration.InferenceSettings;
import io.bactrian.step.ConfiguredEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Predicts the class probabilities of a subject with a trained network. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "infer",
    title = "Infer",
    syntax = "infer:operation",
    producerOnly = true,
    category = {Category.AI})
public class InferEndpoint extends ConfiguredEndpoint {
  @UriPath(
      description =
          "How overlapping windows are joined: average, crop, gaussian, hann, or config for what the configuration says.",
      enums = "average,crop,gaussian,hann,config")
  @Metadata(required = true)
  private String operation;

  @UriParam(description = "Model folder. When it is not given, the message names it.")
  private String model;

  @UriParam(description = "Voxels that neighbouring windows share.")
  private Integer overlap;

  @UriParam(description = "Windows that the network gets at once.")
  private Integer batchSize;

  public InferEndpoint(String uri, InferComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new InferProducer(this);
  }

  @Override
  protected boolean usesAllCpus() {
    return true;
  }

  /** How a window slides: the options, and what they leave open from config or the model. */
  InferenceSettings settings(InferenceSettings ofModel) {
    InferenceSettings known = configuration() == null ? ofModel : configuration().inference();
    return new InferenceSettings(
        operation.equals("config") ? known.aggregation() : operation,
        overlap == null ? known.overlap() : overlap,
        batchSize == null ? known.batchSize() : batchSize,
        known.testTimeFlips());
  }

  @Override
  public String getOperation() {
    return operation;
  }

  @Override
  public void setOperation(String operation) {
    this.operation = operation;
  }

  public String getModel() {
    return model;
  }

  public void setModel(String model) {
    this.model = model;
  }

  public Integer getOverlap() {
    return overlap;
  }

  public void setOverlap(Integer overlap) {
    this.overlap = overlap;
  }

  public Integer getBatchSize() {
    return batchSize;
  }

  public void setBatchSize(Integer batchSize) {
    this.batchSize = batchSize;
  }
}
