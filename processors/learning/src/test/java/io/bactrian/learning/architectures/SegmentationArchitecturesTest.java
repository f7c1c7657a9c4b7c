package io.bactrian.learning.architectures;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.network.Normalization.Statistics;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each network learns, in each dimension and precision, and keeps nothing of a step. */
class SegmentationArchitecturesTest {
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
    NetworkSteps.lowerTheLossAndKeepNothing(blueprint(name, dimension, "fp32", false));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void stepsInBfloat16LowerTheLossToo(String name, int dimension) {
    NetworkSteps.lowerTheLossAndKeepNothing(blueprint(name, dimension, "bf16", false));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void stepsInFloat64LowerTheLossToo(String name, int dimension) {
    NetworkSteps.lowerTheLossAndKeepNothing(blueprint(name, dimension, "fp64", false));
  }

  @ParameterizedTest
  @MethodSource("pooledNetworks")
  void withAPooledHeadTheyAnswerOnceAnImageAndLearnToo(String name, int dimension) {
    NetworkSteps.lowerTheLossAndKeepNothing(blueprint(name, dimension, "fp32", true));
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
