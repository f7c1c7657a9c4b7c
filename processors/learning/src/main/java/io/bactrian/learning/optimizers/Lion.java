package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import java.util.List;
import java.util.Map;

/**
 * Lion (Chen et al. 2023, arXiv:2302.06675): steps along the sign of a mean of gradient and
 * momentum. A decoupled weight decay is divided by the first learning rate.
 */
final class Lion extends ParameterOptimizer {
  private final List<NDArray> means;
  private final double decay;

  /**
   * @param parameters by name, float32
   */
  Lion(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    means = likeParameters("mean");
    decay = option("weight_decay") / (flag("decoupled_weight_decay") ? settings.learningRate() : 1);
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    call("lion", gradients, List.of(means), rate, decay, beta(0), beta(1));
  }
}
