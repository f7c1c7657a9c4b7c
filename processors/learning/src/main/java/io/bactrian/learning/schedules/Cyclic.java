package io.bactrian.learning.schedules;

/**
 * Rises linearly from a base to a peak and falls back, again and again (Smith 2017,
 * arXiv:1506.01186), as PyTorch's CyclicLR with steps of an epoch.
 *
 * @param base lowest rate, at the start
 * @param peak highest rate of the first cycle
 * @param epochs from base to peak, and again to base
 * @param halving whether each cycle rises half as high as the one before ({@code triangular2})
 * @param gamma factor on the height for every epoch ({@code exp_range}); 1 for none
 */
public record Cyclic(double base, double peak, double epochs, boolean halving, double gamma)
    implements Schedule {
  @Override
  public double rate(double progress) {
    double cycles = progress / (2 * epochs);
    double done = cycles - Math.floor(cycles);
    double height = (peak - base) * (done <= 0.5 ? 2 * done : 2 - 2 * done);
    double scale = halving ? Math.pow(2, -Math.floor(cycles)) : Math.pow(gamma, progress);
    return base + height * scale;
  }
}
