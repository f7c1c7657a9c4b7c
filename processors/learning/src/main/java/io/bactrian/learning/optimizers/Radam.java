package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import java.util.List;
import java.util.Map;

/**
 * Rectified Adam (Liu et al. 2020, arXiv:1908.03265) as in PyTorch: as long as the variance of the
 * squared gradients' mean cannot be known, it steps along the mean gradient alone.
 */
final class Radam extends ParameterOptimizer {
  private final List<NDArray> means;
  private final List<NDArray> squares;

  /**
   * @param parameters by name, float32
   */
  Radam(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    means = likeParameters("mean");
    squares = likeParameters("square");
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    call(
        "radam",
        gradients,
        List.of(means, squares),
        rate / (1 - Math.pow(beta(0), step)),
        rectification(step, beta(1)),
        option("weight_decay"),
        beta(0),
        beta(1),
        option("eps"));
  }

  /** The factor of a step with variance, its bias correction included; 0 when there is none yet. */
  private static double rectification(long step, double beta) {
    double power = Math.pow(beta, step);
    double most = 2 / (1 - beta) - 1;
    double length = most - 2 * step * power / (1 - power);
    if (length <= 5) {
      return 0;
    }
    double rectified = (length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length);
    return Math.sqrt(rectified) * Math.sqrt(1 - power);
  }
}
