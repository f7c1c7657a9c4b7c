package io.bactrian.component.export;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.step.ConfiguredEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Writes tables, images and configurations into the user's own folders. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "export",
    title = "Export",
    syntax = "export:operation",
    producerOnly = true,
    category = {Category.AI})
public class ExportEndpoint extends ConfiguredEndpoint {
  @UriPath(
      description =
          "csv (a cohort as a table), folds (a list of folds as tables), images (the processed images of a subject) or config (the configuration for images whose preprocessing is done; the body stays).",
      enums = "csv,folds,images,config")
  @Metadata(required = true)
  private String operation;

  @UriParam(description = "The table to write. (csv)")
  private String file;

  @UriParam(description = "The folder to write into. (folds, images, config)")
  private String folder;

  @UriParam(
      description =
          "Whether paths in tables are relative to the table's folder also where they lead out of it. (csv, folds)",
      defaultValue = "false")
  private boolean relative;

  @UriParam(
      description = "Whether files that exist with other content are overwritten.",
      defaultValue = "false")
  private boolean force;

  public ExportEndpoint(String uri, ExportComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new ExportProducer(this);
  }

  /** The configuration, which has to be given. */
  Configuration required() {
    return fromConfiguration("config", known -> known);
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

  public String getFolder() {
    return folder;
  }

  public void setFolder(String folder) {
    this.folder = folder;
  }

  public boolean isRelative() {
    return relative;
  }

  public void setRelative(boolean relative) {
    this.relative = relative;
  }

  public boolean isForce() {
    return force;
  }

  public void setForce(boolean force) {
    this.force = force;
  }
}
