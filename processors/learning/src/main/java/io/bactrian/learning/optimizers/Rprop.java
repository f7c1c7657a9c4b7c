package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.learning.operators.OptimizerOperators;
import java.util.List;
import java.util.Map;

/**
 * Resilient backpropagation (Riedmiller and Braun 1993, doi:10.1109/ICNN.1993.298623) as in
 * PyTorch: every weight has a step size of its own, which grows while the gradient keeps its sign
 * and shrinks when it turns. The learning rate is the first step size; later rates do nothing.
 */
final class Rprop extends ParameterOptimizer {
  private final List<NDArray> previous;
  private final List<NDArray> sizes;

  /**
   * @param parameters by name, float32
   */
  Rprop(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    previous = likeParameters("previous");
    sizes = likeParameters("size");
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    if (step == 1) {
      OptimizerOperators.fill(sizes, rate);
    }
    double[] factors = options.numbers("etas");
    double[] bounds = options.numbers("step_sizes");
    call(
        "rprop", gradients, List.of(previous, sizes), factors[0], factors[1], bounds[0], bounds[1]);
  }
}
