package io.bactrian.learning.training;

import java.util.List;

/** Is told how a training goes, on the thread that trains. For progress bars and metrics. */
public interface TrainingListener {
  /** Ignores everything. */
  TrainingListener NONE = new TrainingListener() {};

  /** Before all epochs, when the configuration asks for it: the layers of the network. */
  default void summary(String text) {}

  /**
   * Labels of the class list of which no training subject is, before the first epoch; or, of a
   * segmentation, which no patch of the first epoch held, after that.
   */
  default void unseen(List<Integer> classes) {}

  /** Before all epochs: what the user should know of what the training starts from. */
  default void remark(String sentence) {}

  /**
   * Before the first epoch.
   *
   * @param epochsDone 0, or more when a stopped training goes on
   * @param epochs at most
   * @param batches of each epoch
   * @param precision for people, such as {@code bf16}; with the number of devices when there are
   *     several
   */
  default void started(int epochsDone, int epochs, int batches, String precision) {}

  /** A stopped training goes on, of which this epoch was the best. */
  default void resumed(EpochResult best) {}

  /** Epochs are numbered from 1. */
  default void epochStarted(int epoch, int epochs, int batches) {}

  /**
   * After a batch.
   *
   * @param batch from 1
   */
  default void batch(int epoch, int batch, int batches, double loss, double learningRate) {}

  /**
   * After a validation subject.
   *
   * @param subject from 1
   */
  default void validation(int epoch, int subject, int subjects) {}

  default void epochFinished(EpochResult result) {}

  /** The whole training is done; not told when it had been done before. */
  default void finished(EpochResult best) {}
}
