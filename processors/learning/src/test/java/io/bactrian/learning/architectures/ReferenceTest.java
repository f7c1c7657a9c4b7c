package io.bactrian.learning.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Norm;
import io.bactrian.learning.network.NamedParameter;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.weights.SafeTensors;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The networks give what GaNDLF's give with the same weights; see the README of the resources. */
class ReferenceTest {
  enum Reference {
    UNET_2D("unet", 2, 2, 4, Statistics.BATCH, 3, new Shape(2, 2, 32, 64)),
    RESUNET_3D("resunet", 3, 1, 4, Statistics.BATCH, 3, new Shape(2, 1, 16, 32, 32)),
    RESUNET_MULTILAYER_3D(
        "resunet_multilayer", 3, 2, 2, Statistics.TRACKED_INSTANCE, 3, new Shape(2, 2, 8, 12, 16)),
    UNET_MULTILAYER_2D(
        "unet_multilayer", 2, 3, 3, Statistics.TRACKED_INSTANCE, 2, new Shape(3, 1, 24, 16)),
    LIGHTRESUNET_2D("lightresunet", 2, 4, 4, Statistics.BATCH, 3, new Shape(2, 2, 64, 96)),
    LIGHTUNET_MULTILAYER_3D(
        "lightunet_multilayer", 3, 3, 2, Statistics.BATCH, 2, new Shape(2, 1, 8, 12, 16)),
    LIGHTRESUNET_MULTILAYER_2D(
        "lightresunet_multilayer",
        2,
        4,
        3,
        Statistics.TRACKED_INSTANCE,
        3,
        new Shape(3, 1, 32, 16));

    final ModelSettings settings;
    final Statistics statistics;
    final Shape input;

    Reference(
        String architecture,
        int dimension,
        int filters,
        int depth,
        Statistics statistics,
        int classes,
        Shape input) {
      this.settings =
          ModelSettings.of(dimension, architecture, IntStream.range(0, classes).boxed().toList())
              .withBaseFilters(filters)
              .withDepth(depth)
              .withPrecision("fp32");
      this.statistics = statistics;
      this.input = input;
    }

    Path file() {
      try {
        String name = name().toLowerCase(java.util.Locale.ROOT) + ".safetensors";
        return Path.of(ReferenceTest.class.getResource(name).toURI());
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesTheLogitsAndGradientsOfTheReference(Reference reference) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> weights = new LinkedHashMap<>();
      Map<String, NDArray> expected = new LinkedHashMap<>();
      SafeTensors.read(reference.file(), manager)
          .forEach(
              (name, array) ->
                  (name.startsWith("reference.") ? expected : weights).put(name, array));
      Network network = create(reference, reference.statistics, weights);
      NDArray input = input(manager, reference.input);

      assertClose(sampled(network.forward(input, false)), expected.get("reference.inference"));
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray logits = network.forward(input, true);
        assertClose(sampled(logits), expected.get("reference.training"));
        collector.backward(logits.square().mean());
      }
      Map<String, NamedParameter> parameters = new LinkedHashMap<>();
      network.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
      assertThat(expected.keySet())
          .filteredOn(name -> name.contains("gradient"))
          .hasSizeGreaterThan(4);
      expected.forEach(
          (name, values) -> {
            if (name.startsWith("reference.gradient.")) {
              assertClose(parameters.get(name.substring(19)).gradient(), values);
            } else if (name.startsWith("reference.updated.")) {
              assertClose(parameters.get(name.substring(18)).array(), values);
            }
          });
      parameters.forEach(
          (name, parameter) -> {
            if (name.endsWith("num_batches_tracked")) {
              assertThat(parameter.array().getLong()).isEqualTo(6);
            }
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesParametersInTheOrderOfTheReference(Reference reference) {
    List<String> names =
        List.of(SafeTensors.readMetadata(reference.file()).get("names").split(","));
    Network network =
        Architectures.create(
            reference.settings, (int) reference.input.get(1), reference.statistics);
    assertThat(network.parameters()).extracting(NamedParameter::name).isEqualTo(names);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESUNET_MULTILAYER_3D", "UNET_MULTILAYER_2D"})
  void instanceNormWithoutRunningStatisticsIsTheReferenceInTraining(Reference reference) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> arrays = SafeTensors.read(reference.file(), manager);
      NDArray expected = arrays.get("reference.training");
      arrays.keySet().removeIf(name -> name.matches("reference.*|.*(running_|batches).*"));
      Reference instance = reference;
      Network network = create(instance, Statistics.INSTANCE, arrays);
      NDArray logits = network.forward(input(manager, reference.input), false);
      assertClose(sampled(logits), expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bfloat16StaysNearTheReference(Reference reference) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> arrays = SafeTensors.read(reference.file(), manager);
      NDArray expected = arrays.get("reference.inference");
      arrays.keySet().removeIf(name -> name.startsWith("reference."));
      ModelSettings settings = reference.settings.withPrecision("bf16");
      Network network =
          Architectures.create(settings, (int) reference.input.get(1), reference.statistics);
      network.load(arrays, "reference");
      NDArray logits = network.forward(input(manager, reference.input), false);
      NDArray difference = sampled(logits).sub(expected);
      double error = Math.sqrt(difference.square().mean().getFloat());
      assertThat(error / Math.sqrt(expected.square().mean().getFloat())).isBetween(1e-4, 0.03);
    }
  }

  private static Network create(
      Reference reference, Statistics statistics, Map<String, NDArray> weights) {
    ModelSettings settings = reference.settings.withNorm(Norm.BATCH);
    Network network = Architectures.create(settings, (int) reference.input.get(1), statistics);
    network.load(weights, "reference");
    return network;
  }

  private static NDArray input(NDManager manager, Shape shape) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (Math.sin(1.7 * i) + 0.5 * Math.cos(0.11 * i));
    }
    return manager.create(values, shape);
  }

  private static NDArray sampled(NDArray logits) {
    String spatial = logits.getShape().dimension() == 5 ? "1::4,1::4,1::4" : "1::4,1::4";
    return logits.get(new NDIndex(":,:," + spatial));
  }

  private static void assertClose(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    float[] found = actual.toFloatArray();
    float[] wanted = expected.toFloatArray();
    double largest = 0;
    for (float value : wanted) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isPositive();
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) found[i]).isCloseTo(wanted[i], within(1e-4 * largest));
    }
  }
}
