package io.bactrian.learning.optimizers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import io.bactrian.cohort.configuration.OptimizerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The loss {@code sum(c * (w - t)^2)} with w = (1, -2, 0.5) at first, c = (1, 0.1, 5), t = (0.5,
 * 0.5, -0.5), its weights split over two parameters.
 */
final class Parabola implements AutoCloseable {
  final NDManager manager = NDManager.newBaseManager("PyTorch");
  final Map<String, NDArray> weights = new LinkedHashMap<>();
  final Gradients gradients;
  final Optimizer optimizer;

  Parabola(OptimizerSettings settings) {
    this(settings, DataType.FLOAT32);
  }

  Parabola(OptimizerSettings settings, DataType type) {
    weights.put("a.weight", manager.create(new float[] {1, -2}).toType(type, false));
    weights.put("b.weight", manager.create(new float[] {0.5f}).toType(type, false));
    gradients = new Gradients(List.copyOf(weights.values()));
    optimizer = Optimizers.create(settings, weights);
  }

  void step(double rate) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector();
        NDManager scope = manager.newSubManager()) {
      NDArray a = weights.get("a.weight").sub(scope.create(new float[] {0.5f, 0.5f}));
      NDArray b = weights.get("b.weight").sub(scope.create(new float[] {-0.5f}));
      NDArray loss =
          a.mul(a)
              .mul(scope.create(new float[] {1, 0.1f}))
              .sum()
              .add(b.mul(b).mul(scope.create(new float[] {5})).sum());
      collector.backward(loss);
    }
    optimizer.step(gradients.arrays(), rate);
    gradients.zero();
  }

  float[] values() {
    NDArray a = weights.get("a.weight").toType(DataType.FLOAT32, true);
    NDArray b = weights.get("b.weight").toType(DataType.FLOAT32, true);
    return new float[] {a.getFloat(0), a.getFloat(1), b.getFloat(0)};
  }

  @Override
  public void close() {
    optimizer.close();
    gradients.close();
    manager.close();
  }
}
