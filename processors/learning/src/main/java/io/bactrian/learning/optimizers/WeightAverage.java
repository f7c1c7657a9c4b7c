package io.bactrian.learning.optimizers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exponential moving average of the weights and running statistics (Polyak and Juditsky 1992; as
 * Tarvainen and Valpola 2017 use it), which is validated and stored instead of the last weights.
 *
 * <p>In step t the decay is {@code min(decay, (1 + t) / (10 + t))}, so that the first weights,
 * which are random, are soon forgotten.
 */
public final class WeightAverage implements AutoCloseable {
  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final double decay;
  private final List<NDArray> weights;
  private final Map<String, NDArray> named = new LinkedHashMap<>();
  private final List<NDArray> averages = new ArrayList<>();
  private final List<NDArray> spare = new ArrayList<>();

  /**
   * @param decay below 1; how much of the average one step keeps
   * @param weights floating-point arrays by name, followed as they change
   */
  public WeightAverage(double decay, Map<String, NDArray> weights) {
    this.decay = decay;
    this.weights = List.copyOf(weights.values());
    weights.forEach(
        (name, array) -> {
          NDArray average = manager.zeros(array.getShape(), array.getDataType());
          averages.add(average);
          named.put("average/" + name, average);
          spare.add(manager.zeros(array.getShape(), array.getDataType()));
        });
    TrainingOperators.copy(averages, this.weights);
  }

  /**
   * Takes in the weights after a step.
   *
   * @param step how many steps there were before
   */
  public void update(long step) {
    double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
    TrainingOperators.blend(averages, weights, 1 - kept);
  }

  /** Does something while the network has the averages as its weights. */
  public void apply(Runnable action) {
    TrainingOperators.copy(spare, weights);
    TrainingOperators.copy(weights, averages);
    try {
      action.run();
    } finally {
      TrainingOperators.copy(weights, spare);
    }
  }

  /** The live averages, by {@code average/} and the name of the weight. */
  public Map<String, NDArray> state() {
    return named;
  }

  @Override
  public void close() {
    manager.close();
  }
}
