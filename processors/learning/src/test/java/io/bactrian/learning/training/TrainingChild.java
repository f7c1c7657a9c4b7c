package io.bactrian.learning.training;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A training in a process of its own, which ends as if killed in the middle of an epoch. */
final class TrainingChild {
  static final int EPOCHS = 4;
  static final int SIZE = 12;

  private TrainingChild() {}

  /**
   * Arguments: folder of the data, model folder, epoch and batch after which to end at once; with
   * batch 0 to go on so slowly that there is time for a signal.
   */
  public static void main(String[] arguments) {
    int lastEpoch = Integer.parseInt(arguments[2]);
    int lastBatch = Integer.parseInt(arguments[3]);
    TrainingRun.run(
        Balls.configuration(SIZE, EPOCHS, false),
        Balls.fold(Path.of(arguments[0]), 6, SIZE, false),
        Path.of(arguments[1]),
        new TrainingListener() {
          @Override
          public void batch(int epoch, int batch, int batches, double loss, double rate) {
            if (epoch == lastEpoch && lastBatch == 0) {
              LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
            if (epoch == lastEpoch && batch == lastBatch) {
              Runtime.getRuntime().halt(9);
            }
          }
        });
  }
}
