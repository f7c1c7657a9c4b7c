package io.bactrian.component.train;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.step.ConfiguredEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Trains a network on a fold. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "train",
    title = "Train",
    syntax = "train:operation",
    producerOnly = true,
    category = {Category.AI})
public class TrainEndpoint extends ConfiguredEndpoint {
  @UriPath(
      description =
          "The architecture, such as unet or resunet, or config for that of the configuration.")
  @Metadata(required = true)
  private String operation;

  @UriParam(description = "Folder that gets a model folder for each fold.")
  @Metadata(required = true)
  private String output;

  @UriParam(
      description = "Whether an earlier training in the folder is forgotten.",
      defaultValue = "false")
  private boolean reset;

  public TrainEndpoint(String uri, TrainComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new TrainProducer(this);
  }

  @Override
  protected boolean usesAllCpus() {
    return true;
  }

  /** The configuration, with the architecture of this endpoint. */
  Configuration training() {
    Configuration known = fromConfiguration("config", value -> value);
    return operation.equals("config")
        ? known
        : known.withModel(known.model().withArchitecture(operation));
  }

  @Override
  public String getOperation() {
    return operation;
  }

  @Override
  public void setOperation(String operation) {
    this.operation = operation;
  }

  public String getOutput() {
    return output;
  }

  public void setOutput(String output) {
    this.output = output;
  }

  public boolean isReset() {
    return reset;
  }

  public void setReset(boolean reset) {
    this.reset = reset;
  }
}
