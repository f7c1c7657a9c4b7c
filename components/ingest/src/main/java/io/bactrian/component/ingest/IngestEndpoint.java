package io.bactrian.component.ingest;

import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.step.ConfiguredEndpoint;
import io.bactrian.step.Options;
import java.util.Locale;
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
public class IngestEndpoint extends ConfiguredEndpoint {
  @UriPath(
      description =
          "What is read: csv (a table of subjects), folder (subjects told by the names of files), bids (a data set in the Brain Imaging Data Structure), dicom (folders with DICOM series, at any depth) or predictions (a table of predictions with their targets).",
      enums = "csv,folder,bids,dicom,predictions")
  @Metadata(required = true)
  private String operation;

  @UriParam(
      description =
          "The table to read. When it is not given, the body names the file. (csv, predictions)")
  private String file;

  @UriParam(
      description =
          "The folder to read. When it is not given, the body names it. (folder, bids, dicom)")
  private String folder;

  @UriParam(
      description =
          "What tells the files of each channel, between commas: an ending such as _t1.nii.gz or a pattern such as images/*_t1.nii.gz (folder); a suffix with entities and pipeline where needed, such as T1w or acq-fast_T1w (bids); a pattern of series descriptions such as *T1*, after a modality where needed, such as MR:*T1* (dicom).")
  private String channels;

  @UriParam(
      description =
          "What tells the label maps, as in channels; nothing for data without labels. (folder, bids, dicom)")
  private String label;

  @UriParam(
      description =
          "The column of participants.tsv or sessions.tsv with the value to predict. (bids)")
  private String target;

  @UriParam(
      description =
          "A file with a secret key (made when it does not exist), by which identifiers of patients become pseudonyms; without it they are the identifiers of the subjects. (dicom)")
  private String pseudonymKey;

  @UriParam(
      description =
          "Where lists of files are written for series that share their folder with others. Without it such a series cannot be used. (dicom)")
  private String lists;

  @UriParam(
      description =
          "Where subjects that cannot be used are listed, while the others go on. When it is not given, one such subject stops the route.")
  private String failed;

  @UriParam(
      description =
          "A list of failed subjects, as an earlier run has written it: only those are read, to replay them once they are mended. (csv)")
  private String only;

  @UriParam(
      description =
          "What the subjects are for, which is checked before any image is read: training (every subject needs the label map or value that the problem of config asks for) or prediction (labels and values may be missing, also those of single subjects). (csv)",
      enums = "training,prediction")
  private String purpose;

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

  /** What subjects are for. */
  enum Purpose {
    TRAINING,
    PREDICTION,
    UNKNOWN
  }

  Purpose purpose() {
    if (purpose == null) {
      return Purpose.UNKNOWN;
    }
    Options.check(
        purpose.equals("training") || purpose.equals("prediction"),
        step(),
        "purpose",
        purpose,
        "training or prediction");
    Options.required(step(), "config", getConfig());
    return Purpose.valueOf(purpose.toUpperCase(Locale.ROOT));
  }

  /** What config says of the model; null without. */
  ModelSettings modelSettings() {
    return configuration() == null ? null : configuration().model();
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

  public String getFolder() {
    return folder;
  }

  public void setFolder(String folder) {
    this.folder = folder;
  }

  public String getChannels() {
    return channels;
  }

  public void setChannels(String channels) {
    this.channels = channels;
  }

  public String getLabel() {
    return label;
  }

  public void setLabel(String label) {
    this.label = label;
  }

  public String getTarget() {
    return target;
  }

  public void setTarget(String target) {
    this.target = target;
  }

  public String getFailed() {
    return failed;
  }

  public void setFailed(String failed) {
    this.failed = failed;
  }

  public String getPseudonymKey() {
    return pseudonymKey;
  }

  public void setPseudonymKey(String pseudonymKey) {
    this.pseudonymKey = pseudonymKey;
  }

  public String getLists() {
    return lists;
  }

  public void setLists(String lists) {
    this.lists = lists;
  }

  public String getPurpose() {
    return purpose;
  }

  public void setPurpose(String purpose) {
    this.purpose = purpose;
  }
}
