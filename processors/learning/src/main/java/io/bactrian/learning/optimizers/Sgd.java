package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum, optionally Nesterov's, as PyTorch computes it: the
 * velocity becomes {@code momentum * velocity + gradient} and the weight loses {@code rate} times
 * it. The weight decay is added to the gradient.
 */
public final class Sgd implements Optimizer {
  private final OptimizerSettings settings;
  private final List<NDArray> parameters;
  private final ParameterState state = new ParameterState();
  private final List<NDArray> velocities;

  /**
   * @param parameters by name, float32
   */
  public Sgd(OptimizerSettings settings, Map<String, NDArray> parameters) {
    this.settings = settings;
    this.parameters = List.copyOf(parameters.values());
    velocities =
        settings.momentum() == 0 ? List.of() : state.likeParameters("velocity", parameters);
  }

  @Override
  public void step(List<NDArray> gradients, double rate) {
    TrainingOperators.sgdStep(
        parameters,
        gradients,
        velocities,
        rate,
        settings.momentum(),
        settings.weightDecay(),
        settings.nesterov() && settings.momentum() != 0);
  }

  @Override
  public Map<String, NDArray> state() {
    return state.named();
  }

  @Override
  public void close() {
    state.close();
  }
}
