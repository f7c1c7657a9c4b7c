package io.bactrian.learning.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.network.NamedParameter;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.network.Normalization.Statistics;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.Precision;
import io.bactrian.learning.operators.EngineThread;
import io.bactrian.learning.weights.AxisOrder;
import io.bactrian.learning.weights.SafeTensors;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SDNet without drawing gives what GaNDLF's gives; see the README of the resources. */
class SdNetReferenceTest {
  private static final Shape INPUT = new Shape(3, 1, 32, 48);

  private final ParameterList parameters = new ParameterList();
  private final SdNet layers;
  private final Network network;

  SdNetReferenceTest() {
    Blueprint blueprint = blueprint(List.of(48, 32));
    SdNet.Kind kind = new SdNet.Kind();
    layers = (SdNet) kind.build(blueprint, parameters);
    network = new Network(kind.shape(blueprint), Precision.FP32, layers, parameters);
  }

  private static Blueprint blueprint(List<Integer> patch) {
    ModelSettings settings =
        ModelSettings.of(2, "sdnet", List.of(0, 1, 2)).withBaseFilters(1).withPrecision("fp32");
    return new Blueprint(settings, 1, Statistics.TRACKED_INSTANCE, patch, false);
  }

  private static Path file() throws URISyntaxException {
    return Path.of(SdNetReferenceTest.class.getResource("sdnet_2d.safetensors").toURI());
  }

  @Test
  void givesTheOutputsAndGradientsOfTheReference() throws URISyntaxException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> weights = SafeTensors.read(file(), manager);
      Map<String, NDArray> expected = new LinkedHashMap<>(weights);
      weights.keySet().removeIf(name -> name.startsWith("reference."));
      network.load(weights, "reference");
      NDArray input = ReferenceTest.input(manager, INPUT);
      assertClose(network.forward(input, false), expected.get("reference.inference"), 1e-4);

      NDArray loss =
          EngineThread.recording(
              () -> {
                List<NDArray> outputs = layers.outputs(input, false);
                NDArray sum = manager.zeros(new Shape());
                assertThat(outputs).hasSize(5);
                for (int i = 0; i < 5; i++) {
                  String name = "reference.training" + (i == 0 ? "" : "." + i);
                  assertClose(outputs.get(i), expected.get(name), 1e-4);
                  sum = sum.add(outputs.get(i).square().mean());
                }
                return sum;
              });
      EngineThread.backward(loss);
      int gradients = 0;
      for (NamedParameter parameter : network.parameters()) {
        NDArray gradient = expected.get("reference.gradient." + parameter.name());
        if (gradient != null) {
          // Float32's own differ by up to 5e-5 from float64's.
          ReferenceTest.assertClose(parameter.gradient(), gradient, 5e-4);
          gradients++;
        }
        NDArray updated = expected.get("reference.updated." + parameter.name());
        if (updated != null) {
          ReferenceTest.assertClose(parameter.array(), updated, 1e-4);
        }
      }
      assertThat(gradients).isEqualTo(5);
    }
  }

  /** Of a network for x first, given the image with x last. */
  @Test
  void weightsOfTheOtherOrderOfAxesGiveTheSameOfTheOtherImage() throws URISyntaxException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> weights = SafeTensors.read(file(), manager);
      List<NDArray> expected =
          List.of(
              weights.get("reference.training"),
              weights.get("reference.training.2"),
              weights.get("reference.training.4"));
      weights.keySet().removeIf(name -> name.startsWith("reference."));
      Blueprint blueprint = blueprint(List.of(32, 48));
      SdNet.Kind kind = new SdNet.Kind();
      ParameterList turned = new ParameterList();
      SdNet other = (SdNet) kind.build(blueprint, turned);
      Network otherNetwork = new Network(kind.shape(blueprint), Precision.FP32, other, turned);
      otherNetwork.load(AxisOrder.XYZ.turned(weights, 32, 48, 1), "reference");

      NDArray image = ReferenceTest.input(manager, INPUT).transpose(0, 1, 3, 2);
      List<NDArray> outputs = other.outputs(image, false);
      assertClose(outputs.get(0).transpose(0, 1, 3, 2), expected.get(0), 1e-4);
      assertClose(outputs.get(2), expected.get(1), 1e-4);
      assertClose(outputs.get(4), expected.get(2), 1e-4);
    }
  }

  private static void assertClose(NDArray actual, NDArray expected, double tolerance) {
    ReferenceTest.assertClose(ReferenceTest.sampled(actual), expected, tolerance);
  }

  @Test
  void namesParametersInTheOrderOfTheReference() throws URISyntaxException {
    List<String> names = List.of(SafeTensors.readMetadata(file()).get("names").split(","));
    assertThat(network.parameters()).extracting(NamedParameter::name).isEqualTo(names);
  }

  @Test
  void itIsBuiltForOnePatchSizeThatCanBeHalvedFourTimes() {
    assertThatThrownBy(() -> Architectures.create(blueprint(List.of(48, 40))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The patch size [48, 40, 1] does not suit the network")
        .hasMessageContaining("divisible by 16 (sdnet halves the patch 4 times)");
    assertThatThrownBy(() -> Architectures.create(blueprint(List.of())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sdnet is built for one patch size");
    assertThatThrownBy(() -> network.checkPatchSize(64, 32, 1))
        .hasMessageContaining("of exactly [48, 32] (the patch_size of sdnet)");
  }
}
