package io.bactrian.workflow.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what happens in a run. Safe for many threads; its size depends on the number of steps and
 * trainings, not on that of subjects.
 */
public final class RunProgress {
  /** When there are as many samples, every second one is forgotten. */
  private static final int SAMPLES = 400;

  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<String, TrainingStatus> trainings = new LinkedHashMap<>();
  private final List<Sample> samples = new ArrayList<>();
  private int failedSubjects;
  private int sampleEvery = 1;
  private int samplesSeen;

  private static final class Step {
    private int of;
    private boolean ofUnknown;
    private int running;
    private int done;
    private int failed;
    private int stored;
    private Instant first;
    private Instant last;
    private double busySeconds;
    private double cpuSeconds;
    private long peakBytes;
  }

  /**
   * A message has come to a step.
   *
   * @param of how many the step gets in all, as far as is known; 0 when it is not
   */
  public synchronized void started(String step, int of, Instant now) {
    Step state = steps.computeIfAbsent(step, name -> new Step());
    state.of = Math.max(state.of, of);
    state.ofUnknown |= of == 0;
    state.running++;
    if (state.first == null) {
      state.first = now;
    }
  }

  /** A message has left a step at which {@link #started} was called for it. */
  public synchronized void ended(
      String step, boolean done, double busySeconds, double cpuSeconds, Instant now) {
    Step state = steps.computeIfAbsent(step, name -> new Step());
    state.running = Math.max(0, state.running - 1);
    if (done) {
      state.done++;
    } else {
      state.failed++;
    }
    state.last = now;
    state.busySeconds += busySeconds;
    state.cpuSeconds += cpuSeconds;
  }

  /** A task of a step was answered from the store. */
  public synchronized void stored(String step) {
    steps.computeIfAbsent(step, name -> new Step()).stored++;
  }

  /** A subject has been given up. */
  public synchronized void subjectFailed() {
    failedSubjects++;
  }

  /** Some batches of an epoch are done. */
  public synchronized void trained(
      String fold, int epoch, int epochs, int batch, int batches, double loss, Instant now) {
    TrainingStatus was = trainings.get(fold);
    trainings.put(
        fold,
        new TrainingStatus(
            fold,
            was == null ? epoch : was.firstEpoch(),
            epoch,
            epochs,
            batch,
            batches,
            loss,
            was == null ? null : was.monitor(),
            was == null ? null : was.score(),
            was == null ? null : was.best(),
            was == null ? now : was.start(),
            was == null ? 0 : was.scored(),
            false,
            false));
  }

  /**
   * An epoch with its validation is over.
   *
   * @param monitor what the score is of
   */
  public synchronized void validated(
      String fold,
      int epoch,
      int epochs,
      double loss,
      String monitor,
      double score,
      double best,
      Instant now) {
    TrainingStatus was = trainings.get(fold);
    int batches = was == null ? 1 : Math.max(1, was.batches());
    trainings.put(
        fold,
        new TrainingStatus(
            fold,
            was == null ? epoch : was.firstEpoch(),
            epoch,
            epochs,
            batches,
            batches,
            loss,
            monitor,
            score,
            best,
            was == null ? now : was.start(),
            epoch,
            epoch >= epochs,
            false));
  }

  /**
   * A training is over, perhaps before its last epoch.
   *
   * @param done false when it failed
   */
  public synchronized void trainingEnded(String fold, boolean done) {
    trainings.computeIfPresent(
        fold,
        (name, was) ->
            new TrainingStatus(
                fold,
                was.firstEpoch(),
                was.epoch(),
                was.epochs(),
                was.batch(),
                was.batches(),
                was.loss(),
                was.monitor(),
                was.score(),
                was.best(),
                was.start(),
                was.scored(),
                true,
                !done));
  }

  /** What the process uses now. */
  public synchronized void sample(Sample sample) {
    for (Step step : steps.values()) {
      if (step.running > 0) {
        step.peakBytes = Math.max(step.peakBytes, sample.bytes());
      }
    }
    if (samplesSeen++ % sampleEvery != 0) {
      return;
    }
    samples.add(sample);
    if (samples.size() >= SAMPLES) {
      for (int i = samples.size() - 1; i > 0; i -= 2) {
        samples.remove(i);
      }
      sampleEvery *= 2;
      samplesSeen = 1;
    }
  }

  /** How many subjects have been given up. */
  public synchronized int failedSubjects() {
    return failedSubjects;
  }

  /** How things are now. */
  public synchronized RunStatus status(Instant now) {
    List<StepStatus> list = new ArrayList<>();
    steps.forEach((name, step) -> list.add(status(name, step)));
    return new RunStatus(
        now, list, new ArrayList<>(trainings.values()), failedSubjects, new ArrayList<>(samples));
  }

  private static StepStatus status(String name, Step step) {
    boolean known = !step.ofUnknown && step.done + step.failed + step.running <= step.of;
    return new StepStatus(
        name,
        known ? step.of : 0,
        step.running,
        step.done,
        step.failed,
        step.stored,
        step.first,
        step.last,
        step.busySeconds,
        step.cpuSeconds,
        step.peakBytes);
  }
}
