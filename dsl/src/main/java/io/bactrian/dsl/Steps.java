package io.bactrian.dsl;

import io.bactrian.cohort.Cohort;
import io.bactrian.cohort.Fold;
import io.bactrian.cohort.Prediction;
import io.bactrian.cohort.Subject;
import io.bactrian.cohort.TrainedModel;
import io.bactrian.component.evaluate.Assessment;
import io.bactrian.evaluation.Scores;
import java.util.List;

/**
 * The steps of Bactrian as typed processes. Options are those of the endpoints of the same name.
 */
public final class Steps {
  private static final String WORK = "{{work:work}}";

  private Steps() {}

  /** Changes the grid of images: canonical, resample, crop, ... or config. */
  public static Step<Subject, Subject> harmonize(String operation) {
    return stored("harmonize:" + operation);
  }

  /** Changes the intensities of images: zscore, clip, rescale, ... or config. */
  public static Step<Subject, Subject> normalize(String operation) {
    return stored("normalize:" + operation);
  }

  /** Divides a cohort into folds. */
  public static Step<Cohort, List<Fold>> kfold() {
    return Step.of("split:kfold");
  }

  /** Trains a network on a fold, one fold at a time; needs config and output. */
  public static Step<Fold, TrainedModel> train(String architecture) {
    Step<Fold, TrainedModel> step = Step.of("train:" + architecture);
    return step.oneAtATime();
  }

  /** The testing subjects of a trained model, as pending predictions. */
  public static Step<TrainedModel, List<Prediction>> testing() {
    return Step.of("split:testing");
  }

  /** A subject and each of the models below a folder, as pending predictions. */
  public static Step<Subject, List<Prediction>> models(Object folder) {
    return Step.<Subject, List<Prediction>>of("split:models").with("folder", folder);
  }

  /** Predicts probabilities with a trained network: average, crop or config. */
  public static Step<Prediction, Prediction> infer(String aggregation) {
    return stored("infer:" + aggregation);
  }

  /** One prediction as a label map on the grid of the original image. */
  public static Step<Prediction, Prediction> labels() {
    return stored("fuse:average");
  }

  /** One predicted label map on the grid of the original image. */
  public static Step<Prediction, Prediction> labelsByVote() {
    return stored("fuse:vote");
  }

  /** Several predictions of one subject as one label map: average or vote. */
  public static Step<List<Prediction>, Prediction> fuse(String how) {
    return stored("fuse:" + how);
  }

  /** Compares a label map with the truth. */
  public static Step<Prediction, Assessment> compare() {
    return Step.of("evaluate:segmentation");
  }

  /** The scores of many, written to {@code output} and {@code report}. */
  public static Step<List<Assessment>, Scores> scores() {
    return Step.of("evaluate:collect");
  }

  /**
   * A program as a process on subjects; see the component {@code command} for placeholders.
   *
   * @param name of your choice
   * @param line program and arguments
   * @param outputs what it writes, such as {@code Channel_0=smooth.nii}
   */
  public static Step<Subject, Subject> command(String name, String line, String... outputs) {
    return program(name, line, outputs);
  }

  /** A program that trains on a fold: reads the tables {training} and {validation}. */
  public static Step<Fold, TrainedModel> trainCommand(String name, String line, String... outputs) {
    Step<Fold, TrainedModel> step = program(name, line, outputs);
    return step.oneAtATime();
  }

  /** A program that predicts a subject with the model in the folder {model}. */
  public static Step<Prediction, Prediction> predictCommand(
      String name, String line, String... outputs) {
    return program(name, line, outputs);
  }

  private static <I, O> Step<I, O> program(String name, String line, String... outputs) {
    Step<I, O> step = stored("command:" + name);
    return step.with("line", line).with("outputs", String.join(",", outputs));
  }

  private static <I, O> Step<I, O> stored(String uri) {
    Step<I, O> step = Step.of(uri);
    return step.with("work", WORK);
  }
}
