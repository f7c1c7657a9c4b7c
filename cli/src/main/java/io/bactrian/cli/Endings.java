package io.bactrian.cli;

import io.bactrian.cohort.SubjectFailure;
import io.bactrian.step.Progress;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Hands all progress on, and the ends of routes to one who waits for them.
 *
 * @param shown who shows it
 * @param ended gets what stopped a route, or null when it came to its end
 */
record Endings(Progress shown, Consumer<Throwable> ended) implements Progress {
  @Override
  public void started(String step, int of) {
    shown.started(step, of);
  }

  @Override
  public void ended(String step, boolean done, int of) {
    shown.ended(step, done, of);
  }

  @Override
  public void warned(String sentence) {
    shown.warned(sentence);
  }

  @Override
  public void failed(SubjectFailure failure) {
    shown.failed(failure);
  }

  @Override
  public void trained(String fold, int epoch, int epochs, int batch, int batches, double loss) {
    shown.trained(fold, epoch, epochs, batch, batches, loss);
  }

  @Override
  public void validated(
      String fold, int epoch, int epochs, double loss, String monitor, double score, double best) {
    shown.validated(fold, epoch, epochs, loss, monitor, score, best);
  }

  @Override
  public void wrote(Result kind, Path file) {
    shown.wrote(kind, file);
  }

  @Override
  public void finished(String step, Throwable failure) {
    ended.accept(failure);
  }
}
