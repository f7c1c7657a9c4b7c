package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import java.util.List;
import java.util.Map;

/**
 * ADOPT (Taniguchi et al. 2024, arXiv:2411.02853) without clipping, as GaNDLF has it: the gradient
 * is divided by the root mean square of those before it, and that goes into the mean. The first
 * step changes nothing (but for a decoupled weight decay).
 */
final class Adopt extends ParameterOptimizer {
  private final List<NDArray> means;
  private final List<NDArray> squares;

  /**
   * @param parameters by name, float32
   */
  Adopt(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    means = likeParameters("mean");
    squares = likeParameters("square");
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    double decay = option("weight_decay");
    call(
        "adopt",
        gradients,
        List.of(means, squares),
        step,
        rate,
        flag("decoupled") ? 0 : decay,
        flag("decoupled") ? decay : 0,
        beta(0),
        beta(1),
        option("eps"));
  }
}
