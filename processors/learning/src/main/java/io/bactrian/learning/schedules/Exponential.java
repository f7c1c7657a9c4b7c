package io.bactrian.learning.schedules;

/**
 * The rate times {@code gamma} after every epoch, as PyTorch's ExponentialLR.
 *
 * @param learningRate of the first epoch
 * @param gamma factor
 */
public record Exponential(double learningRate, double gamma) implements Schedule {
  @Override
  public double rate(double progress) {
    return learningRate * Math.pow(gamma, progress);
  }
}
