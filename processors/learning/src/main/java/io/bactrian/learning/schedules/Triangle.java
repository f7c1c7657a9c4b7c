package io.bactrian.learning.schedules;

/**
 * GaNDLF's {@code triangle}: factors on the learning rate that fall linearly from a largest to a
 * smallest over some epochs, rise again, and so on.
 *
 * @param learningRate what the factors multiply
 * @param epochs from one end to the other
 * @param smallest factor
 * @param largest factor, at the start
 */
public record Triangle(double learningRate, double epochs, double smallest, double largest)
    implements Schedule {
  @Override
  public double rate(double progress) {
    double cycle = Math.floor(1 + progress / (2 * epochs));
    double distance = Math.abs(progress / epochs - 2 * cycle + 1);
    return learningRate * (largest - (largest - smallest) * Math.max(0, 1 - distance));
  }
}
