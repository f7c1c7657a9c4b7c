package io.bactrian.learning.schedules;

/**
 * GaNDLF's {@code triangle_modified}: a factor on the learning rate that falls linearly from 1 to a
 * smallest in the middle of a cycle and rises to 1 at its end.
 *
 * @param learningRate what the factor multiplies
 * @param epochs of a cycle
 * @param smallest factor
 */
public record TriangleModified(double learningRate, double epochs, double smallest)
    implements Schedule {
  @Override
  public double rate(double progress) {
    double distance = 2 * Math.abs(progress % epochs - epochs / 2) / epochs;
    return learningRate * (distance + smallest * (1 - distance));
  }
}
