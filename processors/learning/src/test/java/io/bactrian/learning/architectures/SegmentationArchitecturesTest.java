package io.bactrian.learning.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.LossSettings;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.losses.Loss;
import io.bactrian.learning.losses.Losses;
import io.bactrian.learning.network.NamedParameter;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.operators.EngineThread;
import io.bactrian.learning.operators.TrainingOperators;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each network learns, in each dimension and precision, and keeps nothing of a step. */
class SegmentationArchitecturesTest {
  private static final float RATE = 0.02f;

  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Arguments> networks() {
    return SegmentationArchitectures.byName().keySet().stream()
        .flatMap(name -> Stream.of(Arguments.of(name, 2), Arguments.of(name, 3)));
  }

  static Stream<Arguments> pooledNetworks() {
    return networks().filter(network -> !List.of("msdnet", "sdnet").contains(network.get()[0]));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void stepsLowerTheLossAndKeepNothing(String name, int dimension) {
    stepsLowerTheLossAndKeepNothing(blueprint(name, dimension, "fp32", false), 0.975);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void stepsInBfloat16LowerTheLossToo(String name, int dimension) {
    stepsLowerTheLossAndKeepNothing(blueprint(name, dimension, "bf16", false), 0.975);
  }

  @ParameterizedTest
  @MethodSource("pooledNetworks")
  void withAPooledHeadTheyAnswerOnceAnImageAndLearnToo(String name, int dimension) {
    stepsLowerTheLossAndKeepNothing(blueprint(name, dimension, "fp32", true), 0.975);
  }

  private void stepsLowerTheLossAndKeepNothing(Blueprint blueprint, double factor) {
    Network network = Architectures.create(blueprint);
    network.initialize(manager, 5);
    manager.getEngine().setRandomSeed(5);
    // sdnet draws its factors.
    int steps = blueprint.settings().architecture().equals("sdnet") ? 24 : 8;
    int arrays = 0;
    float first = 0;
    float last = 0;
    try (Loss loss = Losses.create(LossSettings.of("cel"), blueprint.settings(), null)) {
      for (int step = 0; step < steps; step++) {
        last = step(network, loss);
        assertThat(last).isFinite();
        first = step == 0 ? last : first;
        arrays = step == 1 ? manager.getManagedArrays().size() : arrays;
      }
    }
    assertThat((double) last).isLessThan(factor * first);
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
          .isEqualTo(blueprint.perImage() ? 2 : batch.getShape().dimension());
    }
  }

  /** One step of gradient descent on bright against dark; gives the loss before it. */
  private float step(Network network, Loss loss) {
    try (NDManager pass = manager.newSubManager()) {
      NDArray batch = batch(pass, network.shape().dimension());
      NDArray labels = labels(batch, network.shape().perImage());
      List<NDArray> outputs = network.outputs(batch);
      NDArray value =
          EngineThread.recording(
              () -> network.composition().evaluate(loss, outputs, batch, labels));
      EngineThread.backward(value);
      assertEachWeightHasAGradient(network);
      for (NamedParameter parameter : network.parameters()) {
        if (parameter.trainable()) {
          try (NDArray gradient = parameter.gradient();
              NDArray target = parameter.array().sub(gradient)) {
            TrainingOperators.blend(List.of(parameter.array()), List.of(target), RATE);
            TrainingOperators.zero(List.of(gradient));
          }
        }
      }
      return value.getFloat();
    }
  }

  private static void assertEachWeightHasAGradient(Network network) {
    for (NamedParameter parameter : network.parameters()) {
      if (parameter.trainable() && parameter.shape().dimension() > 1) {
        try (NDArray gradient = parameter.gradient();
            NDArray sizes = gradient.abs();
            NDArray largest = sizes.max()) {
          assertThat(largest.getFloat()).as(parameter.name()).isPositive();
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

  private static Blueprint blueprint(
      String name, int dimension, String precision, boolean perImage) {
    ModelSettings settings =
        ModelSettings.of(dimension, name, List.of(0, 1))
            .withBaseFilters(4)
            .withDepth(2)
            .withPrecision(precision);
    List<Integer> patch = dimension == 2 ? List.of(48, 32) : List.of(16, 32, 16);
    return new Blueprint(settings, 2, Statistics.BATCH, patch, perImage);
  }

  @Test
  void theInceptionUNetNeedsFiltersThatFourDivides() {
    ModelSettings settings = ModelSettings.of(2, "uinc", List.of(0, 1)).withBaseFilters(6);
    assertThatThrownBy(() -> Architectures.create(settings, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("uinc divides its filters by 4, and there are 6")
        .hasMessageContaining("Take 8");
  }

  @Test
  void aNetworkWithoutEncoderCannotAnswerOnceAnImage() {
    assertThatThrownBy(() -> Architectures.create(blueprint("msdnet", 2, "fp32", true)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("msdnet gives one answer a voxel only");
  }
}
