package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import java.util.List;
import java.util.Map;

/** Adadelta (Zeiler 2012, arXiv:1212.5701) as in PyTorch. */
final class Adadelta extends ParameterOptimizer {
  private final List<NDArray> squares;
  private final List<NDArray> changes;

  /**
   * @param parameters by name, float32
   */
  Adadelta(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    squares = likeParameters("square");
    changes = likeParameters("change");
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    call(
        "adadelta",
        gradients,
        List.of(squares, changes),
        rate,
        option("weight_decay"),
        option("rho"),
        option("eps"));
  }
}
