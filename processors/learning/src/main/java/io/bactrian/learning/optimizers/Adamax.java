package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import java.util.List;
import java.util.Map;

/**
 * Adamax (Kingma and Ba 2015, arXiv:1412.6980, section 7.1) as in PyTorch: Adam with the largest
 * decayed gradient instead of the mean square.
 */
final class Adamax extends ParameterOptimizer {
  private final List<NDArray> means;
  private final List<NDArray> norms;

  /**
   * @param parameters by name, float32
   */
  Adamax(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    means = likeParameters("mean");
    norms = likeParameters("norm");
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    call(
        "adamax",
        gradients,
        List.of(means, norms),
        rate / (1 - Math.pow(beta(0), step)),
        option("weight_decay"),
        beta(0),
        beta(1),
        option("eps"));
  }
}
