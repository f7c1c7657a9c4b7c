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
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.learning.network.NamedParameter;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.weights.SafeTensors;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
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
        new Shape(3, 1, 32, 16)),
    DEEPUNET_2D("deepunet", 2, 2, 4, Statistics.BATCH, 3, new Shape(2, 2, 32, 64)),
    DEEPRESUNET_3D("deepresunet", 3, 1, 4, Statistics.BATCH, 2, new Shape(2, 1, 16, 32, 32)),
    FCN_2D("fcn", 2, 2, 4, Statistics.BATCH, 3, new Shape(2, 2, 32, 48)),
    FCN_3D("fcn", 3, 1, 4, Statistics.BATCH, 2, new Shape(2, 1, 32, 16, 32)),
    UINC_2D("uinc", 2, 4, 4, Statistics.TRACKED_INSTANCE, 3, new Shape(2, 2, 64, 48)),
    UINC_3D("uinc", 3, 4, 4, Statistics.TRACKED_INSTANCE, 2, new Shape(2, 1, 32, 32, 32)),
    MSDNET_2D("msdnet", 2, 4, 4, Statistics.BATCH, 3, new Shape(2, 2, 20, 30)),
    MSDNET_3D("msdnet", 3, 4, 4, Statistics.BATCH, 2, new Shape(2, 1, 12, 10, 14)),
    DYNUNET_2D(
        "dynunet",
        2,
        4,
        4,
        Statistics.BATCH,
        3,
        new Shape(2, 2, 24, 32),
        Map.of(
            "filters",
            List.of(3, 4, 5),
            "trans_bias",
            true,
            "kernel_size",
            rows(3, 3, 5),
            "strides",
            List.of(List.of(1), List.of(2, 1), List.of(2)))),
    DYNUNET_3D(
        "dynunet",
        3,
        2,
        4,
        Statistics.INSTANCE,
        2,
        new Shape(2, 1, 16, 8, 16),
        Map.of(
            "res_block",
            false,
            "kernel_size",
            List.of(List.of(3, 1, 3), List.of(1), List.of(3)),
            "strides",
            List.of(List.of(1), List.of(2, 1, 2), List.of(2)))),
    DYNUNET_DEEP_3D(
        "dynunet",
        3,
        2,
        4,
        Statistics.BATCH,
        2,
        new Shape(2, 1, 16, 16, 16),
        Map.of(
            "deep_supervision",
            true,
            "deep_supr_num",
            2,
            "filters",
            List.of(2, 2, 3, 4),
            "kernel_size",
            rows(3, 3, 3, 3),
            "strides",
            rows(1, 2, 2, 2)));

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
      this(architecture, dimension, filters, depth, statistics, classes, input, Map.of());
    }

    Reference(
        String architecture,
        int dimension,
        int filters,
        int depth,
        Statistics statistics,
        int classes,
        Shape input,
        Map<String, Object> options) {
      this.settings =
          ModelSettings.of(dimension, architecture, IntStream.range(0, classes).boxed().toList())
              .withBaseFilters(filters)
              .withDepth(depth)
              .withOptions(new Parameters(options))
              .withPrecision("fp32");
      this.statistics = statistics;
      this.input = input;
    }

    private static List<List<Integer>> rows(Integer... sizes) {
      return Arrays.stream(sizes).map(List::of).toList();
    }

    /**
     * Where float32's own gradients differ by so much from float64's, at the kinks of the ReLUs.
     */
    double gradientTolerance() {
      return settings.architecture().equals("uinc") ? 0.02 : 1e-4;
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
        List<NDArray> outputs = network.outputs(input);
        NDArray loss = manager.zeros(new Shape());
        for (int i = 0; i < outputs.size(); i++) {
          String name = "reference.training" + (i == 0 ? "" : "." + i);
          assertClose(sampled(outputs.get(i)), expected.get(name));
          loss = loss.add(outputs.get(i).square().mean());
        }
        assertThat(expected).doesNotContainKey("reference.training." + outputs.size());
        collector.backward(loss);
      }
      Map<String, NamedParameter> parameters = new LinkedHashMap<>();
      network.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
      assertThat(expected.keySet())
          .filteredOn(name -> name.contains("gradient"))
          .hasSizeGreaterThan(1);
      expected.forEach(
          (name, values) -> {
            if (name.startsWith("reference.gradient.")) {
              assertClose(
                  parameters.get(name.substring(19)).gradient(),
                  values,
                  reference.gradientTolerance());
            } else if (name.startsWith("reference.updated.")) {
              assertClose(parameters.get(name.substring(18)).array(), values);
            }
          });
      parameters.forEach(
          (name, parameter) -> {
            // GaNDLF's uinc passes the same image through the same layers up to four times.
            boolean once = !reference.settings.architecture().equals("uinc");
            if (name.endsWith("num_batches_tracked") && once) {
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

  /** Every 4th voxel from index 1 along axes of more than 4. */
  private static NDArray sampled(NDArray logits) {
    StringBuilder index = new StringBuilder(":,:");
    for (int axis = 2; axis < logits.getShape().dimension(); axis++) {
      index.append(logits.getShape().get(axis) > 4 ? ",1::4" : ",:");
    }
    return logits.get(new NDIndex(index.toString()));
  }

  private static void assertClose(NDArray actual, NDArray expected) {
    assertClose(actual, expected, 1e-4);
  }

  private static void assertClose(NDArray actual, NDArray expected, double tolerance) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    float[] found = actual.toFloatArray();
    float[] wanted = expected.toFloatArray();
    double largest = 0;
    for (float value : wanted) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isPositive();
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) found[i]).isCloseTo(wanted[i], within(tolerance * largest));
    }
  }
}
