package io.bactrian.learning.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.losses.Losses;
import io.bactrian.learning.network.NamedParameter;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.operators.EngineThread;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.List;

/** A few steps of training on two images of noise, 48 x 32 or 16 x 32 x 16, the second brighter. */
final class NetworkSteps {
  private static final float RATE = 0.02f;

  private NetworkSteps() {}

  static void lowerTheLossAndKeepNothing(Blueprint blueprint) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      lowerTheLossAndKeepNothing(blueprint, manager);
    }
  }

  private static void lowerTheLossAndKeepNothing(Blueprint blueprint, NDManager manager) {
    Network network = Architectures.create(blueprint);
    network.initialize(manager, 5);
    manager.getEngine().setRandomSeed(5);
    String name = blueprint.settings().architecture();
    // sdnet draws its factors.
    int steps = name.equals("sdnet") ? 24 : 8;
    int arrays = 0;
    float first = 0;
    float last = 0;
    try (Loss loss = Losses.create(LossSettings.of("cel"), blueprint.settings(), null)) {
      for (int step = 0; step < steps; step++) {
        last = step(network, loss, manager, SegmentationArchitectures.byName().containsKey(name));
        assertThat(last).isFinite();
        first = step == 0 ? last : first;
        arrays = step == 1 ? manager.getManagedArrays().size() : arrays;
      }
    }
    assertThat((double) last).isLessThan(0.975 * first);
    assertThat(manager.getManagedArrays()).hasSize(arrays);
    try (NDManager pass = manager.newSubManager()) {
      NDArray batch = batch(pass, network.shape().dimension());
      int before = pass.getManagedArrays().size();
      NDArray logits = network.forward(batch, false);
      assertThat(pass.getManagedArrays()).hasSize(before + 1);
      assertThat(logits.getShape())
          .isEqualTo(network.getOutputShapes(new Shape[] {batch.getShape()})[0]);
      assertThat(logits.isNaN().any().getBoolean()).isFalse();
      assertThat(logits.getShape().dimension())
          .isEqualTo(network.shape().perImage() ? 2 : batch.getShape().dimension());
    }
  }

  /**
   * One step of gradient descent on bright against dark; gives the loss before it.
   *
   * @param all whether every weight must get a gradient
   */
  private static float step(Network network, Loss loss, NDManager manager, boolean all) {
    try (NDManager pass = manager.newSubManager()) {
      NDArray batch = batch(pass, network.shape().dimension());
      NDArray labels = labels(batch, network.shape().perImage());
      List<NDArray> outputs = network.outputs(batch);
      NDArray value =
          EngineThread.recording(
              () -> network.composition().evaluate(loss, outputs, batch, labels));
      EngineThread.backward(value);
      if (all) {
        assertEachWeightHasAGradient(network);
      }
      for (NamedParameter parameter : network.parameters()) {
        if (parameter.trainable()) {
          try (NDArray gradient = parameter.gradient();
              NDArray target = parameter.array().sub(gradient)) {
            TrainingOperators.blend(List.of(parameter.array()), List.of(target), RATE);
            TrainingOperators.zero(List.of(gradient));
          }
        }
      }
      return (float) TrainingOperators.number(value);
    }
  }

  private static void assertEachWeightHasAGradient(Network network) {
    for (NamedParameter parameter : network.parameters()) {
      if (parameter.trainable() && parameter.shape().dimension() > 1) {
        try (NDArray gradient = parameter.gradient();
            NDArray sizes = gradient.abs();
            NDArray largest = sizes.max()) {
          assertThat(TrainingOperators.number(largest)).as(parameter.name()).isPositive();
        }
      }
    }
  }

  private static NDArray labels(NDArray batch, boolean perImage) {
    if (perImage) {
      return batch.getManager().create(new int[] {0, 1});
    }
    return batch.get(":,0").gt(0.7f).toType(DataType.INT32, false);
  }

  /** Two images; the second is the brighter. */
  private static NDArray batch(NDManager pass, int dimension) {
    Shape shape = dimension == 2 ? new Shape(2, 2, 32, 48) : new Shape(2, 2, 16, 32, 16);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      double bright = i < values.length / 2 ? 0 : 0.5;
      values[i] = (float) (bright + Math.sin(0.9 * i) + Math.cos(0.013 * i));
    }
    return pass.create(values, shape);
  }
}
