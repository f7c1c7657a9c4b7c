package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import java.util.List;
import java.util.Map;

/**
 * NovoGrad (Ginsburg et al. 2019, arXiv:1905.11286) as in MONAI: the gradient of each parameter is
 * divided by a running norm of it as a whole, the weight decay is added, and that goes into a
 * momentum without averaging.
 */
final class NovoGrad extends ParameterOptimizer {
  private final List<NDArray> means;
  private final List<NDArray> squares;
  private final List<NDArray> largest;

  /**
   * @param parameters by name, float32
   */
  NovoGrad(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    means = likeParameters("mean");
    squares = numbers("square");
    largest = flag("amsgrad") ? numbers("largest") : List.of();
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    call(
        "novograd",
        gradients,
        List.of(means, squares, largest),
        rate,
        option("weight_decay"),
        beta(0),
        beta(1),
        option("eps"));
  }
}
