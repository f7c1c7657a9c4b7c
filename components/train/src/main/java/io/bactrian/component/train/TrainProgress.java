package io.bactrian.component.train;

import io.bactrian.learning.training.EpochResult;
import io.bactrian.learning.training.TrainingListener;
import io.bactrian.step.Progress;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the progress of a run how a training goes. Called by the thread that trains. */
final class TrainProgress implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(TrainProgress.class);

  private final String fold;
  private final String monitor;
  private final Progress progress;
  private int epochs;
  private double lossSum;
  private double best = Double.NaN;

  /**
   * @param monitor what of the validation chooses the best epoch
   */
  TrainProgress(String fold, String monitor, Progress progress) {
    this.fold = fold;
    this.monitor = monitor;
    this.progress = progress;
  }

  @Override
  public void summary(String text) {
    LOG.info("The network of {}: {}", fold, text);
  }

  @Override
  public void unseen(List<Integer> classes) {
    String which = classes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String warning =
        "Nothing of class "
            + which
            + " was in the training of "
            + fold
            + ": it will not be predicted. Look whether the labels are right, add subjects that have"
            + " it, or take it out of class_list";
    LOG.warn("{}", warning);
    progress.warned(warning);
  }

  @Override
  public void remark(String sentence) {
    LOG.info("The training of {}: {}", fold, sentence);
  }

  @Override
  public void started(int epochsDone, int epochs, int batches, String precision) {
    this.epochs = epochs;
    LOG.info(
        "The training of {}: {} of {} epochs done, {} batches each, in {}",
        fold,
        epochsDone,
        epochs,
        batches,
        precision);
  }

  @Override
  public void batch(int epoch, int batch, int batches, double loss, double learningRate) {
    lossSum = batch == 1 ? loss : lossSum + loss;
    progress.trained(fold, epoch, epochs, batch, batches, lossSum / batch);
  }

  @Override
  public void resumed(EpochResult bestBefore) {
    best = bestBefore.score();
  }

  @Override
  public void epochFinished(EpochResult result) {
    best = result.best() ? result.score() : best;
    progress.validated(
        fold, result.epoch(), epochs, result.trainingLoss(), monitor, result.score(), best);
  }
}
