package io.bactrian.component.split;

import io.bactrian.cohort.configuration.Configuration;
import io.bactrian.cohort.configuration.NestedTraining;
import io.bactrian.step.ConfiguredEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/**
 * Divides: a cohort into folds, a trained model into what it shall predict, a subject into the
 * models that shall predict it.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "split",
    title = "Split",
    syntax = "split:operation",
    producerOnly = true,
    category = {Category.AI})
public class SplitEndpoint extends ConfiguredEndpoint {
  @UriPath(
      description =
          "kfold (a cohort into folds), testing (a trained model into pending predictions of its testing subjects) or models (a subject into pending predictions, one for each model).",
      enums = "kfold,testing,models")
  @Metadata(required = true)
  private String operation;

  @UriParam(
      description =
          "Number of testing folds; 1 keeps nothing for testing; negative for the first fold only. (kfold)")
  private Integer testing;

  @UriParam(description = "Number of validation folds; negative for the first fold only. (kfold)")
  private Integer validation;

  @UriParam(description = "Seed of the shuffling. (kfold)")
  private Long seed;

  @UriParam(
      description =
          "List that gets the subjects whose images have not as many channels as those of most, which are then left out. (kfold)")
  private String failed;

  @UriParam(description = "Folder with one or several models. (models)")
  private String folder;

  public SplitEndpoint(String uri, SplitComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new SplitProducer(this);
  }

  /** The numbers of folds: the options, and what they leave open from the configuration. */
  NestedTraining nestedTraining() {
    if (testing != null && validation != null) {
      return NestedTraining.of(testing, validation);
    }
    NestedTraining configured =
        fromConfiguration("testing and validation", Configuration::nestedTraining);
    NestedTraining options =
        NestedTraining.of(testing == null ? 1 : testing, validation == null ? 1 : validation);
    NestedTraining forTesting = testing == null ? configured : options;
    NestedTraining forValidation = validation == null ? configured : options;
    return new NestedTraining(
        forTesting.testing(),
        forValidation.validation(),
        forTesting.singleTesting(),
        forValidation.singleValidation());
  }

  /** The seed: the option, or the configuration's, or 0. */
  long seed() {
    if (seed != null) {
      return seed;
    }
    return configuration() == null ? 0 : configuration().training().seed();
  }

  @Override
  public String getOperation() {
    return operation;
  }

  @Override
  public void setOperation(String operation) {
    this.operation = operation;
  }

  public Integer getTesting() {
    return testing;
  }

  public void setTesting(Integer testing) {
    this.testing = testing;
  }

  public Integer getValidation() {
    return validation;
  }

  public void setValidation(Integer validation) {
    this.validation = validation;
  }

  public Long getSeed() {
    return seed;
  }

  public void setSeed(Long seed) {
    this.seed = seed;
  }

  public String getFailed() {
    return failed;
  }

  public void setFailed(String failed) {
    this.failed = failed;
  }

  public String getFolder() {
    return folder;
  }

  public void setFolder(String folder) {
    this.folder = folder;
  }
}
