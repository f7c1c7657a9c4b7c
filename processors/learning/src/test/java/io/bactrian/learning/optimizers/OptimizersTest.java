package io.bactrian.learning.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.bactrian.cohort.configuration.OptimizerSettings;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * References: torch.optim of PyTorch 2.13 on the loss {@code sum(c * (w - t)^2)} with w = (1, -2,
 * 0.5), c = (1, 0.1, 5), t = (0.5, 0.5, -0.5); weights after steps 1, 2 and 10.
 */
class OptimizersTest {
  private static final List<String> ALL =
      List.of(
          "sgd",
          "asgd",
          "adam",
          "adamw",
          "adamax",
          "nadam",
          "radam",
          "rprop",
          "adadelta",
          "adagrad",
          "rmsprop",
          "novograd",
          "lion",
          "ademamix",
          "adopt");

  private static void check(OptimizerSettings settings, double rate, float[]... expected) {
    try (Parabola problem = new Parabola(settings)) {
      List<float[]> trace = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        problem.step(rate);
        trace.add(problem.values());
      }
      assertThat(trace.get(0)).containsExactly(expected[0], within(2e-6f));
      assertThat(trace.get(1)).containsExactly(expected[1], within(2e-6f));
      assertThat(trace.get(9)).containsExactly(expected[2], within(2e-6f));
    }
  }

  @Test
  void sgdFollowsPyTorch() {
    OptimizerSettings plain = OptimizerSettings.of("sgd", 0.01).withWeightDecay(0.01);
    check(
        plain.withMomentum(0.9, false),
        0.01,
        new float[] {0.9899f, -1.9948f, 0.39995f},
        new float[] {0.970913f, -1.9849309f, 0.21987f},
        new float[] {0.6504117f, -1.7887357f, -1.0879127f});
    check(
        plain.withMomentum(0.9, true),
        0.01,
        new float[] {0.98081f, -1.9901201f, 0.309905f},
        new float[] {0.9541718f, -1.9760674f, 0.0749237f},
        new float[] {0.6283557f, -1.7606252f, -0.8455951f});
    check(
        plain.withMomentum(0, true),
        0.01,
        new float[] {0.9899f, -1.9948f, 0.39995f},
        new float[] {0.980003f, -1.9896109f, 0.309915f},
        new float[] {0.9076626f, -1.9484886f, -0.1513833f});
  }

  @Test
  void adamFollowsPyTorch() {
    check(
        OptimizerSettings.of("adam", 0.05).withWeightDecay(0.01),
        0.05,
        new float[] {0.95f, -1.95f, 0.45f},
        new float[] {0.9002047f, -1.9000292f, 0.4000833f},
        new float[] {0.5377746f, -1.5038437f, 0.0123022f});
  }

  @Test
  void adamwFollowsPyTorch() {
    check(
        OptimizerSettings.of("adamw", 0.05).withWeightDecay(0.1),
        0.05,
        new float[] {0.945f, -1.94f, 0.4475f},
        new float[] {0.8905109f, -1.8803355f, 0.3953509f},
        new float[] {0.5065171f, -1.4179121f, -0.0005474f});
  }

  @Test
  void aRestoredOptimizerGoesOnBitForBit() {
    for (String type : ALL) {
      OptimizerSettings settings = OptimizerSettings.of(type, 0.01);
      try (Parabola through = new Parabola(settings);
          Parabola stopped = new Parabola(settings);
          Parabola resumed = new Parabola(settings)) {
        for (int i = 0; i < 6; i++) {
          through.step(0.01);
        }
        for (int i = 0; i < 3; i++) {
          stopped.step(0.01);
        }
        TrainingOperators.copy(
            List.copyOf(resumed.optimizer.state().values()),
            List.copyOf(stopped.optimizer.state().values()));
        TrainingOperators.copy(
            List.copyOf(resumed.weights.values()), List.copyOf(stopped.weights.values()));
        for (int i = 0; i < 3; i++) {
          resumed.step(0.01);
        }
        assertThat(resumed.values()).containsExactly(through.values());
      }
    }
  }

  /** Gradients (3, 4) and (12) have the joint norm 13. */
  @Test
  void clippingBoundsTheJointNormOrEachValue() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray a = manager.zeros(new Shape(2));
      NDArray b = manager.zeros(new Shape(1));
      Gradients gradients = new Gradients(List.of(a, b));
      backward(manager, a, b);
      gradients.clip("norm", 26);
      assertThat(gradients.arrays().get(1).toFloatArray())
          .containsExactly(new float[] {12}, within(1e-5f));
      gradients.clip("norm", 1.3);
      assertThat(gradients.arrays().get(0).toFloatArray())
          .containsExactly(new float[] {0.3f, 0.4f}, within(1e-5f));
      assertThat(gradients.arrays().get(1).toFloatArray())
          .containsExactly(new float[] {1.2f}, within(1e-5f));
      gradients.clip("value", 0.35);
      assertThat(gradients.arrays().get(0).toFloatArray())
          .containsExactly(new float[] {0.3f, 0.35f}, within(1e-5f));
      gradients.zero();
      backward(manager, a, b);
      assertThat(gradients.arrays().get(0).toFloatArray()).containsExactly(3, 4);
    }
  }

  /**
   * A factor of 0.1 on rows (3, 4), of norm 5, and (0, 0), whose norm counts as 0.001, and on a
   * bias as a whole, of norm 20; their gradients have the norms 10, 1 and 1.
   */
  @Test
  void adaptiveClippingBoundsEachRowByItsWeights() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray weights = manager.create(new float[] {3, 4, 0, 0}, new Shape(2, 2));
      NDArray bias = manager.create(new float[] {0, 20});
      NDArray head = manager.create(new float[] {1});
      NDArray headBias = manager.create(new float[] {0});
      Gradients gradients = new Gradients(List.of(weights, bias, head, headBias));
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray slopes = manager.create(new float[] {6, 8, 1, 0}, new Shape(2, 2));
        NDArray biasSlopes = manager.create(new float[] {0.6f, 0.8f});
        NDArray body = weights.mul(slopes).sum().add(bias.mul(biasSlopes).sum());
        collector.backward(body.add(head.mul(7).sum()).add(headBias.mul(5).sum()));
      }
      gradients.clip("agc", 0.1);
      assertThat(gradients.arrays().get(0).toFloatArray())
          .containsExactly(new float[] {0.3f, 0.4f, 1e-4f, 0}, within(1e-7f));
      assertThat(gradients.arrays().get(1).toFloatArray())
          .as("1 is below a tenth of 20")
          .containsExactly(0.6f, 0.8f);
      assertThat(gradients.arrays().get(2).toFloatArray())
          .as("the last layer is left alone")
          .containsExactly(7);
      assertThat(gradients.arrays().get(3).toFloatArray()).containsExactly(5);
      gradients.divide(4);
      assertThat(gradients.arrays().get(1).toFloatArray())
          .containsExactly(new float[] {0.15f, 0.2f}, within(1e-7f));
      gradients.close();
    }
  }

  @Test
  void aClosedOptimizerLeavesNoArrays() {
    for (String type : ALL) {
      Parabola problem = new Parabola(OptimizerSettings.of(type, 0.01));
      problem.step(0.01);
      problem.step(0.01);
      List<NDArray> state = List.copyOf(problem.optimizer.state().values());
      assertThat(state).as(type).isNotEmpty();
      problem.close();
      assertThat(state).as(type).allMatch(NDArray::isReleased);
    }
  }

  private static void backward(NDManager manager, NDArray a, NDArray b) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(a.mul(manager.create(new float[] {3, 4})).sum().add(b.mul(12).sum()));
    }
  }

  /** Step 0 has the decay min(0.99, 1/10), step 1 min(0.99, 2/11). */
  @Test
  void theAverageFollowsTheWeightsAndStandsInForThem() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray weight = manager.create(new float[] {1});
      try (WeightAverage average = new WeightAverage(0.99, Map.of("weight", weight))) {
        manager.create(new float[] {2}).copyTo(weight);
        average.update(0);
        manager.create(new float[] {4}).copyTo(weight);
        average.update(1);
        double first = 0.1 * 1 + 0.9 * 2;
        double second = first * 2 / 11 + 4.0 * 9 / 11;
        average.apply(
            () -> assertThat((double) weight.getFloat(0)).isCloseTo(second, within(1e-6)));
        assertThat(weight.getFloat(0)).isEqualTo(4);
      }
    }
  }

  @Test
  void allOfThemTakeFloat64Weights() {
    for (String type : ALL) {
      OptimizerSettings settings = OptimizerSettings.of(type, 0.01);
      try (Parabola wide = new Parabola(settings, DataType.FLOAT64);
          Parabola single = new Parabola(settings)) {
        for (int step = 0; step < 10; step++) {
          wide.step(0.01);
          single.step(0.01);
        }
        assertThat(wide.weights.get("a.weight").getDataType()).isEqualTo(DataType.FLOAT64);
        assertThat(wide.values()).as(type).containsExactly(single.values(), within(1e-5f));
      }
    }
  }
}
