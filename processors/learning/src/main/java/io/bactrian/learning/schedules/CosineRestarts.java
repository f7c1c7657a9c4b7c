package io.bactrian.learning.schedules;

/**
 * Cosines from the learning rate down to a minimum, one after the other, as PyTorch's
 * CosineAnnealingWarmRestarts (Loshchilov and Hutter 2017, arXiv:1608.03983).
 *
 * @param learningRate at each restart
 * @param minimum before each restart
 * @param first epochs to the first restart
 * @param growth each period's length in those of the one before
 */
public record CosineRestarts(double learningRate, double minimum, double first, double growth)
    implements Schedule {
  @Override
  public double rate(double progress) {
    double start = 0;
    double length = first;
    while (progress >= start + length) {
      start += length;
      length *= growth;
    }
    double done = (progress - start) / length;
    return minimum + (learningRate - minimum) * (1 + Math.cos(Math.PI * done)) / 2;
  }
}
