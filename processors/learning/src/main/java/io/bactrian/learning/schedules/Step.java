package io.bactrian.learning.schedules;

/**
 * The rate times {@code gamma} after every {@code epochs} epochs, as PyTorch's StepLR.
 *
 * @param learningRate of the first epochs
 * @param epochs between two changes
 * @param gamma factor
 */
public record Step(double learningRate, double epochs, double gamma) implements Schedule {
  @Override
  public double rate(double progress) {
    return learningRate * Math.pow(gamma, Math.floor(Math.floor(progress) / epochs));
  }
}
