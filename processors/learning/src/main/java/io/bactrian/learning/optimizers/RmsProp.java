package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import java.util.List;
import java.util.Map;

/**
 * RMSprop (Tieleman and Hinton 2012, lecture 6.5) as in PyTorch; centred, the variance of the
 * gradients divides instead of their mean square.
 */
final class RmsProp extends ParameterOptimizer {
  private final List<NDArray> squares;
  private final List<NDArray> means;
  private final List<NDArray> velocities;

  /**
   * @param parameters by name, float32
   */
  RmsProp(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    squares = likeParameters("square");
    means = flag("centered") ? likeParameters("mean") : List.of();
    velocities = option("momentum") > 0 ? likeParameters("velocity") : List.of();
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    call(
        "rmsprop",
        gradients,
        List.of(squares, means, velocities),
        rate,
        option("weight_decay"),
        option("alpha"),
        option("eps"),
        option("momentum"));
  }
}
