package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.learning.operators.OptimizerOperators;
import java.util.List;
import java.util.Map;

/**
 * Averaged stochastic gradient descent (Polyak and Juditsky 1992) as PyTorch steps: {@code w -=
 * rate_t (g + lambd w)} with {@code rate_t = rate / (1 + lambd * rate * t)^alpha}, where the rate
 * of the step before counts, as in PyTorch.
 *
 * <p>The average of the weights, which PyTorch keeps and GaNDLF never uses, is not kept: {@code
 * weight_averaging} has one that is used.
 */
final class Asgd extends ParameterOptimizer {
  private final List<NDArray> rates;

  /**
   * @param parameters by name, float32
   */
  Asgd(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    rates = List.of(number("rate"));
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    double current = step == 1 ? rate : rates.get(0).getFloat();
    double lambda = option("lambd");
    call("asgd", gradients, List.of(), current, option("weight_decay"), lambda);
    double next = rate / Math.pow(1 + lambda * rate * step, option("alpha"));
    OptimizerOperators.fill(rates, next);
  }
}
