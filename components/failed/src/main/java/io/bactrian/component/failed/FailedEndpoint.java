package io.bactrian.component.failed;

import io.bactrian.step.StepEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/**
 * The dead letter step: lists a subject that could not be processed, with the step and the reason.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "failed",
    title = "Failed",
    syntax = "failed:operation",
    producerOnly = true,
    category = {Category.AI})
public class FailedEndpoint extends StepEndpoint {
  @UriPath(description = "The format of the list: csv.", enums = "csv")
  @Metadata(required = true)
  private String operation;

  @UriParam(description = "The list, to which lines are added.", defaultValue = "failed.csv")
  private String file;

  public FailedEndpoint(String uri, FailedComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new FailedProducer(this);
  }

  @Override
  public String getOperation() {
    return operation;
  }

  @Override
  public void setOperation(String operation) {
    this.operation = operation;
  }

  public String getFile() {
    return file;
  }

  public void setFile(String file) {
    this.file = file;
  }
}
