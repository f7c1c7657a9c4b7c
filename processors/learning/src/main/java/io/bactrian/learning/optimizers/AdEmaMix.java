package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import io.bactrian.cohort.configuration.OptimizerSettings;
import java.util.List;
import java.util.Map;

/**
 * AdEMAMix (Pagliardini et al. 2024, arXiv:2409.03137) without warm-up, as GaNDLF has it: Adam with
 * a second, slow mean of the gradients, {@code alpha} times which is added. The weight decay is
 * added to the gradient.
 */
final class AdEmaMix extends ParameterOptimizer {
  private final List<NDArray> means;
  private final List<NDArray> slowMeans;
  private final List<NDArray> squares;

  /**
   * @param parameters by name, float32
   */
  AdEmaMix(OptimizerSettings settings, Map<String, NDArray> parameters) {
    super(settings.options(), parameters);
    means = likeParameters("mean");
    slowMeans = likeParameters("slow_mean");
    squares = likeParameters("square");
  }

  @Override
  void step(long step, List<NDArray> gradients, double rate) {
    call(
        "ademamix",
        gradients,
        List.of(means, slowMeans, squares),
        rate,
        option("weight_decay"),
        beta(0),
        beta(1),
        beta(2),
        option("alpha"),
        1 - Math.pow(beta(0), step),
        1 - Math.pow(beta(1), step),
        option("eps"));
  }
}
