package io.bactrian.component.ingest;

import io.bactrian.step.StepEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Reads cohorts from files. At the start of a route it gives one message and is then through. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "ingest",
    title = "Ingest",
    syntax = "ingest:operation",
    category = {Category.AI})
public class IngestEndpoint extends StepEndpoint {
  @UriPath(
      description =
          "What the file is: csv (a table of subjects) or predictions (a table of predictions with their targets).",
      enums = "csv,predictions")
  @Metadata(required = true)
  private String operation;

  @UriParam(description = "The table to read. When it is not given, the body names the file.")
  private String file;

  @UriParam(
      description =
          "Where subjects that cannot be used are listed, while the others go on. When it is not given, one such subject stops the route.")
  private String failed;

  @UriParam(
      description =
          "A list of failed subjects, as an earlier run has written it: only those are read, to replay them once they are mended. (csv)")
  private String only;

  public IngestEndpoint(String uri, IngestComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new IngestProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    IngestConsumer consumer = new IngestConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
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

  public String getOnly() {
    return only;
  }

  public void setOnly(String only) {
    this.only = only;
  }

  public String getFailed() {
    return failed;
  }

  public void setFailed(String failed) {
    this.failed = failed;
  }
}
