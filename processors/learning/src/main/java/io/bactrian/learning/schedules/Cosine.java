package io.bactrian.learning.schedules;

/**
 * Half a cosine from the learning rate down to a minimum over the whole training (Loshchilov and
 * Hutter 2017, arXiv:1608.03983, without restarts).
 *
 * @param learningRate at the start
 * @param minimum at the end
 * @param epochs of the training
 */
public record Cosine(double learningRate, double minimum, double epochs) implements Schedule {
  @Override
  public double rate(double progress) {
    double done = Math.min(1, progress / epochs);
    return minimum + (learningRate - minimum) * (1 + Math.cos(Math.PI * done)) / 2;
  }
}
