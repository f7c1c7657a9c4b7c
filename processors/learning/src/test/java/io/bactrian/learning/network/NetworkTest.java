package io.bactrian.learning.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Norm;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.operators.EngineThread;
import io.bactrian.learning.operators.TrainingOperators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  private static final ModelSettings SMALL =
      ModelSettings.of(3, "resunet", List.of(0, 1, 2))
          .withBaseFilters(4)
          .withDepth(2)
          .withPrecision("fp32");

  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theSameSeedGivesTheSameInitialValuesAndAnotherSeedOthers() {
    NDArray one = initialized(SMALL, 1).arrays().get("en_1.conv0.weight");
    NDArray same = initialized(SMALL, 1).arrays().get("en_1.conv0.weight");
    NDArray other = initialized(SMALL, 2).arrays().get("en_1.conv0.weight");
    assertThat(one.toFloatArray()).isEqualTo(same.toFloatArray());
    assertThat(one.toFloatArray()).isNotEqualTo(other.toFloatArray());
  }

  @Test
  void initialWeightsAreUniformWithinTheInverseRootOfTheFanIn() {
    NDArray weight = initialized(SMALL, 3).arrays().get("en_2.conv1.weight");
    // 16 channels in, 27 voxels: fan-in 432; a uniform distribution's deviation is bound / sqrt(3).
    double bound = 1 / Math.sqrt(432);
    assertThat(weight.abs().max().getFloat()).isBetween((float) (0.99 * bound), (float) bound);
    double deviation = Math.sqrt(weight.square().mean().getFloat());
    assertThat(deviation / bound).isBetween(0.56, 0.595);
  }

  @Test
  void initializingAgainKeepsTheArraysAndTheirNumber() {
    Network network = initialized(SMALL, 1);
    int arrays = manager.getManagedArrays().size();
    float[] before = network.arrays().get("ins.conv0.weight").toFloatArray();
    network.initialize(manager, 2);
    assertThat(manager.getManagedArrays()).hasSize(arrays);
    network.initialize(manager, 1);
    assertThat(network.arrays().get("ins.conv0.weight").toFloatArray()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "fp32, BATCH",
    "fp32, INSTANCE",
    "fp32, NONE",
    "bf16, BATCH",
    "bf16, INSTANCE",
    "fp16, INSTANCE",
    "fp64, BATCH",
    "fp64, INSTANCE"
  })
  void learnsToTellBrightFromDark(String precision, Norm norm) {
    Network network = initialized(SMALL.withPrecision(precision).withNorm(norm), 5);
    float first = step(network, 0.05f);
    float last = first;
    for (int i = 0; i < 30; i++) {
      last = step(network, 0.05f);
    }
    assertThat(last).isLessThan(0.6f * first);
  }

  /** Central differences of float32 would be right to two digits at best. */
  @Test
  void gradientsInFloat64AreThoseOfNumericDifferences() {
    Network network = initialized(SMALL.withPrecision("fp64").withNorm(Norm.INSTANCE), 5);
    NDArray weight = network.arrays().get("en_2.conv1.weight");
    assertThat(weight.getDataType()).isEqualTo(DataType.FLOAT64);
    weight.setRequiresGradient(true);
    double[] values = weight.toDoubleArray();
    try (NDManager pass = manager.newSubManager()) {
      EngineThread.backward(loss(network, pass));
    }
    double expected = weight.getGradient().toDoubleArray()[1];
    double step = 1e-6;
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      double[] shifted = values.clone();
      shifted[1] += side == 0 ? -step : step;
      try (NDManager pass = manager.newSubManager()) {
        TrainingOperators.copy(List.of(weight), List.of(pass.create(shifted, weight.getShape())));
        losses[side] = TrainingOperators.number(loss(network, pass));
      }
    }
    assertThat((losses[1] - losses[0]) / (2 * step))
        .isCloseTo(expected, withinPercentage(1e-3))
        .isNotZero();
  }

  private static NDArray loss(Network network, NDManager pass) {
    NDArray batch = batch(pass, 2);
    NDArray labels = batch.gt(0.7f).toType(DataType.INT32, false).squeeze(1);
    List<NDArray> outputs = network.outputs(batch);
    return EngineThread.recording(
        () ->
            TrainingOperators.loss(
                "softmax_cross_entropy", outputs.get(0), labels, pass.ones(new Shape(3))));
  }

  @Test
  void float64IsFloat32WithMoreDigits() {
    Network wide = initialized(SMALL.withPrecision("fp64"), 5);
    Network single = Architectures.create(SMALL, 1);
    single.load(wide.arrays(), "the other");
    assertThat(infer(wide)).containsExactly(infer(single), within(1e-4f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fp32", "bf16"})
  void memoryStaysFlatOverSteps(String precision) throws IOException {
    Network network = initialized(SMALL.withPrecision(precision), 5);
    for (int i = 0; i < 10; i++) {
      step(network, 0.01f);
    }
    int arrays = manager.getManagedArrays().size();
    long before = residentKilobytes();
    for (int i = 0; i < 50; i++) {
      step(network, 0.01f);
    }
    assertThat(manager.getManagedArrays()).hasSize(arrays);
    // A step that kept its images would add about 30 MB.
    assertThat(residentKilobytes() - before).isLessThan(200_000);
  }

  @Test
  void inferenceKeepsNothingButTheLogitsAndNoGradients() {
    Network network = initialized(SMALL, 5);
    try (NDManager pass = manager.newSubManager()) {
      NDArray batch = batch(pass, 2);
      int arrays = pass.getManagedArrays().size();
      NDArray logits = network.forward(batch, false);
      assertThat(logits.getShape()).isEqualTo(new Shape(2, 3, 8, 16, 16));
      assertThat(pass.getManagedArrays()).hasSize(arrays + 1);
      assertThat(logits.hasGradient()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anImageOfABatchIsInferredAsAlone(Norm norm) {
    Network network = initialized(SMALL.withNorm(norm), 5);
    NDArray batch = batch(manager, 2);
    float[] together = network.forward(batch, false).get("1:2").toFloatArray();
    float[] alone = network.forward(batch.get("1:2"), false).toFloatArray();
    for (int i = 0; i < alone.length; i++) {
      assertThat(together[i]).isCloseTo(alone[i], within(1e-4f));
    }
  }

  @Test
  void severalThreadsInferTheSame() {
    Network network = initialized(SMALL, 5);
    float[] expected = infer(network);
    List<CompletableFuture<float[]>> results =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> infer(network)))
            .toList();
    results.forEach(result -> assertThat(result.join()).isEqualTo(expected));
  }

  private float[] infer(Network network) {
    try (NDManager pass = manager.newSubManager()) {
      return network.forward(batch(pass, 1), false).toFloatArray();
    }
  }

  @Test
  void aPatchThatCannotBeHalvedIsAMistakeOfTheConfiguration() {
    Network network = Architectures.create(SMALL, 1);
    network.checkPatchSize(8, 12, 16);
    assertThatThrownBy(() -> network.checkPatchSize(8, 12, 18))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("[8, 12, 18]")
        .hasMessageContaining("divisible by 4 (2^depth, with depth 2)");
    Network flat = Architectures.create(ModelSettings.of(2, "unet", List.of(0, 1)), 1);
    flat.checkPatchSize(32, 48, 1);
    assertThatThrownBy(() -> flat.checkPatchSize(32, 48, 2))
        .hasMessageContaining("x and y (z is 1) divisible by 16");
  }

  @Test
  void anUnknownArchitectureOrPrecisionIsAMistakeOfTheConfiguration() {
    assertThatThrownBy(() -> Architectures.create(SMALL.withArchitecture("vnet"), 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Unknown architecture 'vnet'")
        .hasMessageContaining("resunet_multilayer");
    assertThatThrownBy(() -> Architectures.create(SMALL.withPrecision("fp8"), 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Unknown precision 'fp8'");
  }

  @Test
  void weightsOfAnotherNetworkAreNamedWithBothShapes() {
    Map<String, NDArray> arrays =
        new LinkedHashMap<>(initialized(SMALL.withBaseFilters(8), 1).arrays());
    Network network = Architectures.create(SMALL, 1);
    assertThatThrownBy(() -> network.load(arrays, "weights.safetensors"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("of another shape: 95\n      ins.conv0.weight: expected (4, ")
        .hasMessageContaining("where:    weights.safetensors")
        .hasMessageContaining("(4, 1, 3, 3, 3), found (8, 1, 3, 3, 3)")
        .hasMessageContaining("and 87 more");
  }

  @Test
  void missingAndUnknownWeightsAreNamed() {
    Map<String, NDArray> arrays = new LinkedHashMap<>(initialized(SMALL, 1).arrays());
    Network network = Architectures.create(SMALL, 1);
    NDArray bias = arrays.remove("out.conv0.bias");
    assertThatThrownBy(() -> network.load(arrays, "file"))
        .hasMessageContaining("missing: 1\n      out.conv0.bias (3)");
    arrays.put("out.conv0.bias", bias);
    arrays.put("fc.weight", bias);
    assertThatThrownBy(() -> network.load(arrays, "file"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("unexpected: 1\n      fc.weight (3)");
  }

  @Test
  void tellsProcessorsWithBfloat16FromOthers() throws IOException {
    assertThat(Precision.hasBfloat16("processor: 0\nflags\t\t: fpu avx512_bf16 sse")).isTrue();
    assertThat(Precision.hasBfloat16("flags\t\t: fpu avx512f amx_bf16")).isTrue();
    assertThat(Precision.hasBfloat16("flags\t\t: fpu avx512f avx2")).isFalse();
    assertThat(Precision.hasBfloat16("")).isFalse();
  }

  private Network initialized(ModelSettings settings, long seed) {
    Network network = Architectures.create(settings, 1);
    network.initialize(manager, seed);
    return network;
  }

  private static NDArray batch(NDManager pass, int images) {
    Shape shape = new Shape(images, 1, 8, 16, 16);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * Math.sin(0.9 * i) + Math.cos(0.013 * i));
    }
    return pass.create(values, shape);
  }

  /** One step of plain gradient descent on cross-entropy; gives the loss before it. */
  private float step(Network network, float rate) {
    try (NDManager pass = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray batch = batch(pass, 2);
      NDArray labels = batch.gt(0.7f).toType(DataType.INT32, false);
      labels = labels.squeeze(1);
      NDArray logits = network.forward(batch, true);
      NDArray loss =
          TrainingOperators.loss("softmax_cross_entropy", logits, labels, pass.ones(new Shape(3)));
      collector.backward(loss);
      for (NamedParameter parameter : network.parameters()) {
        if (parameter.trainable()) {
          try (NDArray gradient = parameter.gradient()) {
            try (NDArray target = parameter.array().sub(gradient)) {
              TrainingOperators.blend(List.of(parameter.array()), List.of(target), rate);
            }
            TrainingOperators.zero(List.of(gradient));
          }
        }
      }
      return loss.getFloat();
    }
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
