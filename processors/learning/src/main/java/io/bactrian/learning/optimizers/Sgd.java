package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum, optionally Nesterov's, as PyTorch computes it: the
 * velocity becomes {@code momentum * velocity + (1 - dampening) * gradient}, at first the gradient,
 * and the weight loses {@code rate} times it. The weight decay is added to the gradient.
 */
final class Sgd extends ParameterOptimizer {
  private final List<NDArray> velocities;

  /**
   * @param parameters by name, float32
   */
  Sgd(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    velocities = option("momentum") == 0 ? List.of() : likeParameters("velocity");
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    TrainingOperators.sgdStep(
        List.of(parameters(), gradients, velocities),
        new double[] {rate, option("momentum"), option("dampening"), option("weight_decay")},
        flag("nesterov") && option("momentum") != 0,
        step == 1);
  }
}
