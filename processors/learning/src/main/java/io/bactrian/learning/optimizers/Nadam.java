package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.learning.operators.OptimizerOperators;
import java.util.List;
import java.util.Map;

/**
 * Adam with Nesterov's momentum (Dozat 2016, openreview OM0jvwB8jIp57ZJjtNEZ) as in PyTorch, with
 * its momentum decay of 0.004.
 */
final class Nadam extends ParameterOptimizer {
  private static final double MOMENTUM_DECAY = 4e-3;

  private final List<NDArray> means;
  private final List<NDArray> squares;
  private final List<NDArray> products;

  /**
   * @param parameters by name, float32
   */
  Nadam(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    means = likeParameters("mean");
    squares = likeParameters("square");
    products = List.of(number("product"));
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    double current = momentum(step);
    double next = momentum(step + 1);
    double product = (step == 1 ? 1 : products.get(0).getFloat()) * current;
    OptimizerOperators.fill(products, product);
    call(
        "nadam",
        gradients,
        List.of(means, squares),
        rate * (1 - current) / (1 - product),
        rate * next / (1 - product * next),
        option("weight_decay"),
        beta(0),
        beta(1),
        1 - Math.pow(beta(1), step),
        option("eps"));
  }

  private double momentum(long step) {
    return beta(0) * (1 - 0.5 * Math.pow(0.96, step * MOMENTUM_DECAY));
  }
}
