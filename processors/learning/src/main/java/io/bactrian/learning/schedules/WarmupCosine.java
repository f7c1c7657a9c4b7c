package io.bactrian.learning.schedules;

/**
 * Rises linearly from zero over some epochs and falls along half a cosine to zero at the end of the
 * training, as MONAI's WarmupCosineSchedule with GaNDLF's steps of an epoch.
 *
 * @param learningRate at the top
 * @param warmup epochs of the rise
 * @param epochs of the training
 */
public record WarmupCosine(double learningRate, double warmup, double epochs) implements Schedule {
  @Override
  public double rate(double progress) {
    if (progress < warmup) {
      return learningRate * progress / Math.max(1, warmup);
    }
    double done = (progress - warmup) / Math.max(1, epochs - warmup);
    return learningRate * Math.max(0, (1 + Math.cos(Math.PI * done)) / 2);
  }
}
