package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma and Ba 2015, arXiv:1412.6980) and AdamW (Loshchilov and Hutter 2019,
 * arXiv:1711.05101), as PyTorch computes them. Adam adds the weight decay to the gradient; AdamW
 * takes {@code rate * decay} of the weight off the weight.
 */
public final class Adam implements Optimizer {
  private final OptimizerSettings settings;
  private final boolean decoupled;
  private final List<NDArray> parameters;
  private final ParameterState state = new ParameterState();
  private final List<NDArray> means;
  private final List<NDArray> squares;
  private final List<NDArray> steps;

  /**
   * @param decoupled AdamW
   * @param parameters by name, float32
   */
  public Adam(OptimizerSettings settings, boolean decoupled, Map<String, NDArray> parameters) {
    this.settings = settings;
    this.decoupled = decoupled;
    this.parameters = List.copyOf(parameters.values());
    means = state.likeParameters("mean", parameters);
    squares = state.likeParameters("square", parameters);
    steps = state.numbers("step", parameters);
  }

  @Override
  public void step(List<NDArray> gradients, double rate) {
    TrainingOperators.adamStep(
        parameters,
        gradients,
        means,
        squares,
        steps,
        decoupled,
        rate,
        settings.beta1(),
        settings.beta2(),
        settings.weightDecay(),
        settings.epsilon());
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
