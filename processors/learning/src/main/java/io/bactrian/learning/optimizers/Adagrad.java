package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import java.util.List;
import java.util.Map;

/**
 * Adagrad (Duchi et al. 2011, jmlr.org/papers/v12/duchi11a) as in PyTorch; {@code lr_decay} divides
 * the rate by {@code 1 + (t - 1) * lr_decay}.
 */
final class Adagrad extends ParameterOptimizer {
  private final List<NDArray> sums;

  /**
   * @param parameters by name, float32
   */
  Adagrad(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    sums = likeParameters("sum");
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    call(
        "adagrad",
        gradients,
        List.of(sums),
        rate / (1 + (step - 1) * option("lr_decay")),
        option("weight_decay"),
        option("eps"));
  }
}
