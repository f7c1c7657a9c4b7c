package io.bactrian.component.evaluate;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.Regions;
import io.bactrian.evaluation.metrics.Metrics;
import io.bactrian.step.ConfiguredEndpoint;
import io.bactrian.step.Options;
import java.util.List;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Compares predictions with the truth: label maps, classes or numbers. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "evaluate",
    title = "Evaluate",
    syntax = "evaluate:operation",
    producerOnly = true,
    category = {Category.AI})
public class EvaluateEndpoint extends ConfiguredEndpoint {
  @UriPath(
      description =
          "config (a prediction into what problem_type of the configuration compares: label maps into an assessment; classes and numbers of whole images are left as they are, to be scored together), segmentation (label maps) or collect (a list of these into their scores, written to files).",
      enums = "config,segmentation,collect")
  @Metadata(required = true)
  private String operation;

  @UriParam(description = "Labels that may occur, background too, such as 0,1,2.")
  private String classes;

  @UriParam(description = "Names of metrics, such as dice,hd95.")
  private String metrics;

  @UriParam(
      description =
          "JSON file for the scores; a CSV file of the same name gets them as a table. (collect)")
  private String output;

  @UriParam(description = "HTML file for a report with scores, pictures and charts. (collect)")
  private String report;

  @UriParam(description = "Title of the report. (collect)", defaultValue = "Segmentation")
  private String title = "Segmentation";

  @UriParam(description = "Folder of the model, for learning curves in the report. (collect)")
  private String model;

  @UriParam(description = "CSV file of failed subjects, for the report. (collect)")
  private String failed;

  @UriParam(
      description =
          "The list of failed subjects that this run replays: scores of the others are kept as an earlier run has written them to output. (collect)")
  private String only;

  public EvaluateEndpoint(String uri, EvaluateComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new EvaluateProducer(this);
  }

  /** Whether the configuration is of a classification or regression. */
  boolean perImage() {
    return configuration() != null && configuration().model().problem().perImage();
  }

  /** The classes of a classification; none of a regression. */
  List<Integer> classLabels() {
    if (classes != null) {
      return Options.integers(step(), "classes", classes);
    }
    return perImage() ? configuration().model().classList() : List.of();
  }

  /** Names of metrics. */
  List<String> metricNames() {
    return metrics == null
        ? fromConfiguration("metrics", Configuration::metrics)
        : Options.texts(metrics);
  }

  /** The comparison of label maps that options and configuration ask for. */
  Evaluation evaluation() {
    if (classes != null) {
      return new Evaluation(
          Options.integers(step(), "classes", classes), Metrics.named(metricNames()));
    }
    ModelSettings labelled = fromConfiguration("classes", Configuration::model);
    return new Evaluation(
        labelled.classList(),
        Metrics.named(metricNames()),
        new Regions(labelled.voxelLabels(), labelled.voxelLabelsOfClasses()));
  }

  /** The class of each label of the targets' files, when the configuration combines labels. */
  Map<Integer, Integer> classOfLabel() {
    return classes == null && configuration() != null
        ? configuration().model().classOfLabel()
        : Map.of();
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

  public String getMetrics() {
    return metrics;
  }

  public void setMetrics(String metrics) {
    this.metrics = metrics;
  }

  public String getOutput() {
    return output;
  }

  public void setOutput(String output) {
    this.output = output;
  }

  public String getReport() {
    return report;
  }

  public void setReport(String report) {
    this.report = report;
  }

  public String getTitle() {
    return title;
  }

  public void setTitle(String title) {
    this.title = title;
  }

  public String getModel() {
    return model;
  }

  public void setModel(String model) {
    this.model = model;
  }

  public String getFailed() {
    return failed;
  }

  public void setFailed(String failed) {
    this.failed = failed;
  }

  public String getOnly() {
    return only;
  }

  public void setOnly(String only) {
    this.only = only;
  }
}
