package io.bactrian.learning.schedules;

/**
 * Always the same rate.
 *
 * @param learningRate that rate
 */
public record Constant(double learningRate) implements Schedule {
  @Override
  public double rate(double progress) {
    return learningRate;
  }
}
