package io.bactrian.learning.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
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
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The other norms, dimensions, depths and options of the networks give what GaNDLF's give with the
 * same weights, which a formula makes on both sides; see the README of the resources.
 */
class VariantReferenceTest {
  private static Path file() {
    try {
      return Path.of(VariantReferenceTest.class.getResource("variants.safetensors").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of one variant, without its key. */
  private static Map<String, NDArray> expected(ReferenceVariant variant, NDManager manager) {
    Map<String, NDArray> values = new LinkedHashMap<>();
    String start = variant.key() + ".";
    SafeTensors.read(file(), manager)
        .forEach(
            (name, array) -> {
              if (name.startsWith(start)) {
                values.put(name.substring(start.length()), array);
              }
            });
    return values;
  }

  @ParameterizedTest
  @EnumSource
  void namesParametersInTheOrderOfTheReference(ReferenceVariant variant) throws Exception {
    String parameters =
        variant.network().parameters().stream()
            .map(one -> one.name() + " " + Arrays.toString(one.shape().getShape()) + "\n")
            .collect(Collectors.joining());
    assertThat(ImageReferenceTest.sha256(parameters))
        .as(parameters)
        .isEqualTo(SafeTensors.readMetadata(file()).get(variant.key()));
  }

  @ParameterizedTest
  @EnumSource
  void givesTheValuesGradientsAndStatisticsOfTheReference(ReferenceVariant variant) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> expected = expected(variant, manager);
      Network network = variant.network();
      ImageReferenceTest.fill(network, manager);
      NDArray input = ImageReferenceTest.input(manager, variant.input);
      NDArray inference = network.forward(input, false);
      assertClose("inference", ReferenceTest.sampled(inference), expected, 1e-4);
      if (!expected.containsKey("training")) {
        return;
      }
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        List<NDArray> outputs = network.outputs(input);
        NDArray loss = manager.zeros(new Shape());
        for (int i = 0; i < outputs.size(); i++) {
          String name = "training" + (i == 0 ? "" : "." + i);
          assertClose(name, ReferenceTest.sampled(outputs.get(i)), expected, 1e-4);
          loss = loss.add(outputs.get(i).square().mean());
        }
        assertThat(expected).doesNotContainKey("training." + outputs.size());
        collector.backward(loss);
      }
      for (NamedParameter parameter : network.parameters()) {
        String gradient = "gradient." + parameter.name();
        if (expected.containsKey(gradient)) {
          // A ReLU at its kink goes either way.
          NDArray some = ImageReferenceTest.sampled(parameter.gradient(), expected.get(gradient));
          assertClose(gradient, some, expected, 5e-3);
        }
        String updated = "updated." + parameter.name();
        if (expected.containsKey(updated)) {
          NDArray some = ImageReferenceTest.sampled(parameter.array(), expected.get(updated));
          assertClose(updated, some, expected, 1e-4);
        }
      }
    }
  }

  /** Without running statistics an image is always normalized as in training. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = ".*UNET.*_INSTANCE|FCN_.*_INSTANCE")
  void instanceNormWithoutRunningStatisticsIsTheReferenceInTraining(ReferenceVariant variant) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Network tracked = variant.network();
      ImageReferenceTest.fill(tracked, manager);
      Map<String, NDArray> arrays = tracked.arrays();
      arrays.keySet().removeIf(name -> name.matches(".*(running_|batches).*"));
      Network network = variant.network(Statistics.INSTANCE);
      network.load(arrays, "reference");
      NDArray output = network.forward(ImageReferenceTest.input(manager, variant.input), false);
      Map<String, NDArray> expected = expected(variant, manager);
      assertClose("training", ReferenceTest.sampled(output), expected, 1e-4);
    }
  }

  /** Relative to the largest number. */
  private static void assertClose(
      String name, NDArray actual, Map<String, NDArray> expected, double tolerance) {
    NDArray wanted = expected.get(name);
    assertThat(actual.getShape()).as(name).isEqualTo(wanted.getShape());
    double difference = actual.sub(wanted).abs().max().getFloat();
    assertThat(difference / wanted.abs().max().getFloat()).as(name).isLessThan(tolerance);
  }
}
