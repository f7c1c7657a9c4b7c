package io.bactrian.learning.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.List;
import java.util.Map;

/**
 * What the loss is multiplied with so that gradients do not vanish in float16: halved when some
 * gradient is not finite, and that step left out; doubled after 2000 steps in which all were
 * (Micikevicius et al. 2018, arXiv:1710.03740, with the numbers of PyTorch's GradScaler).
 */
final class LossScale implements AutoCloseable {
  private static final float FIRST = 65536;
  private static final int PATIENCE = 2000;

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final NDArray scale = manager.create(FIRST);
  private final NDArray finiteSteps = manager.create(0f);

  /** The factor of the next loss. */
  double value() {
    return scale.getFloat();
  }

  /**
   * Takes the factor out of the gradients, and adapts it.
   *
   * @return whether the gradients are finite, so that a step can be made with them
   */
  boolean remove(List<NDArray> gradients) {
    boolean finite = TrainingOperators.unscale(gradients, value());
    if (!finite) {
      set(value() / 2, 0);
    } else if (finiteSteps.getFloat() + 1 == PATIENCE) {
      set(value() * 2, 0);
    } else {
      set(value(), finiteSteps.getFloat() + 1);
    }
    return finite;
  }

  private void set(double factor, float steps) {
    scale.set(new float[] {(float) factor});
    finiteSteps.set(new float[] {steps});
  }

  /** Live, by name. */
  Map<String, NDArray> state() {
    return Map.of("scale/factor", scale, "scale/finite_steps", finiteSteps);
  }

  @Override
  public void close() {
    manager.close();
  }
}
