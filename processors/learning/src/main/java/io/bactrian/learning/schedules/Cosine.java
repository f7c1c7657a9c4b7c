package io.bactrian.learning.schedules;

/**
 * Half a cosine from the learning rate down to a minimum, and beyond it up again, as PyTorch's
 * CosineAnnealingLR (Loshchilov and Hutter 2017, arXiv:1608.03983, without restarts).
 *
 * @param learningRate at the start
 * @param minimum after {@code epochs}
 * @param epochs to there: those of the training, unless the configuration has {@code T_max}
 */
public record Cosine(double learningRate, double minimum, double epochs) implements Schedule {
  @Override
  public double rate(double progress) {
    return minimum + (learningRate - minimum) * (1 + Math.cos(Math.PI * progress / epochs)) / 2;
  }
}
