package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma and Ba 2015, arXiv:1412.6980) and AdamW (Loshchilov and Hutter 2019,
 * arXiv:1711.05101), as PyTorch computes them. Adam adds the weight decay to the gradient; AdamW
 * takes {@code rate * decay} of the weight off the weight. With {@code amsgrad} (Reddi et al. 2018,
 * arXiv:1904.09237) the largest mean square so far divides.
 */
public final class Adam implements Optimizer {
  private final OptimizerSettings settings;
  private final boolean decoupled;
  private final List<NDArray> parameters;
  private final ParameterState state = new ParameterState();
  private final List<NDArray> means;
  private final List<NDArray> squares;
  private final List<NDArray> largest;
  private final List<NDArray> steps;

  /**
   * @param decoupled AdamW
   * @param parameters by name, float32
   */
  public Adam(OptimizerSettings settings, boolean decoupled, Map<String, NDArray> parameters) {
    this.settings = settings;
    this.decoupled = decoupled;
    this.parameters = List.copyOf(parameters.values());
    boolean amsgrad = settings.options().flag("amsgrad", false);
    means = state.likeParameters("mean", parameters);
    squares = state.likeParameters("square", parameters);
    largest = amsgrad ? state.likeParameters("largest", parameters) : List.of();
    steps = state.numbers("step", parameters);
  }

  @Override
  public void step(List<NDArray> gradients, double rate) {
    double[] betas = settings.options().numbers("betas");
    TrainingOperators.adamStep(
        List.of(parameters, gradients, means, squares, largest, steps),
        decoupled,
        rate,
        betas[0],
        betas[1],
        settings.options().number("weight_decay", 0),
        settings.options().number("eps", 0));
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
