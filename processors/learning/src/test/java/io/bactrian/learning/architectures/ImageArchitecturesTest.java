package io.bactrian.learning.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bactrian.cohort.configuration.ConfigurationException;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.cohort.configuration.Parameters;
import io.bactrian.learning.network.NamedParameter;
import io.bactrian.learning.network.Normalization.Statistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One network of each kind learns, in each dimension and precision, and keeps nothing of a step.
 */
class ImageArchitecturesTest {
  @ParameterizedTest
  @CsvSource({
    "vgg11, 2, bf16, true",
    "resnet18, 2, fp32, true",
    "resnet18, 3, bf16, true",
    "densenet121, 2, bf16, true",
    "unetr, 2, fp32, false",
    "unetr, 3, bf16, false",
    "unetr, 2, bf16, true",
    "unetr, 3, fp32, true",
    "transunet, 2, bf16, false",
    "transunet, 3, fp32, false",
    "transunet, 2, fp32, true",
    "transunet, 3, bf16, true"
  })
  void stepsLowerTheLossAndKeepNothing(
      String name, int dimension, String precision, boolean perImage) {
    NetworkSteps.lowerTheLossAndKeepNothing(blueprint(name, dimension, precision, perImage));
  }

  /** Torchvision's counts: of ImageNet's thousand classes, and of vgg16 with another head. */
  @ParameterizedTest
  @CsvSource({
    "imagenet_vgg11, 1000, 132863336, model.features.0.weight, model.classifier.6.bias",
    "imagenet_vgg16_bn, 1000, 138365992, model.features.0.weight, model.classifier.6.bias",
    "imagenet_vgg19, 1000, 143667240, model.features.0.weight, model.classifier.6.bias",
    "brain_age, 1, 138456897, features.0.weight, classifier.9.bias"
  })
  void networksOfImageNetHaveItsParameters(
      String name, int classes, long count, String first, String last) {
    List<Integer> classList = IntStream.range(0, classes).boxed().toList();
    List<NamedParameter> parameters =
        Architectures.create(ModelSettings.of(2, name, classList), 3).parameters();
    assertThat(
            parameters.stream()
                .filter(NamedParameter::trainable)
                .mapToLong(parameter -> parameter.shape().size())
                .sum())
        .isEqualTo(count);
    assertThat(parameters.get(0).name()).isEqualTo(first);
    assertThat(parameters.get(parameters.size() - 1).name()).isEqualTo(last);
  }

  private static Blueprint blueprint(
      String name, int dimension, String precision, boolean perImage) {
    List<Integer> patch = dimension == 2 ? List.of(48, 32) : List.of(16, 32, 16);
    ModelSettings settings = settings(name, dimension, precision);
    return new Blueprint(settings, 2, Statistics.BATCH, patch, perImage);
  }

  private static ModelSettings settings(String name, int dimension, String precision) {
    Map<String, Object> options = new LinkedHashMap<>();
    if (name.startsWith("unetr")) {
      options.put("inner_patch_size", 8);
    }
    if (name.endsWith("tr") || name.startsWith("trans")) {
      options.put("embed_dim", 24);
      options.put("num_heads", 3);
    }
    return ModelSettings.of(dimension, name, List.of(0, 1))
        .withBaseFilters(4)
        .withDepth(2)
        .withPrecision(precision)
        .withOptions(new Parameters(options));
  }

  @Test
  void headsShareTheFeaturesOfATransformer() {
    ModelSettings settings =
        settings("transunet", 2, "fp32").withOptions(Parameters.of("embed_dim", 25));
    assertThatThrownBy(
            () ->
                Architectures.create(
                    new Blueprint(settings, 1, Statistics.BATCH, List.of(48, 32), false)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The embedding of 25 features cannot be shared by 12 heads");
  }

  @Test
  void patchesOfATransformerTileTheImage() {
    ModelSettings settings =
        settings("unetr", 2, "fp32").withOptions(Parameters.of("inner_patch_size", 12));
    assertThatThrownBy(
            () ->
                Architectures.create(
                    new Blueprint(settings, 1, Statistics.BATCH, List.of(48, 32), false)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The inner patch size 12 does not suit the patch size [48, 32]")
        .hasMessageContaining("a power of two from 4 on");
  }

  @Test
  void tooSmallAPatchForAResNet() {
    assertThatThrownBy(
            () ->
                Architectures.create(
                    new Blueprint(
                        settings("resnet18", 2, "fp32"),
                        1,
                        Statistics.BATCH,
                        List.of(30, 64),
                        true)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The patch size [30, 64] is too small for a ResNet")
        .hasMessageContaining("divisible by 32, at least 64");
  }

  @Test
  void networksOfImageNetAreForTwoDimensions() {
    assertThatThrownBy(() -> Architectures.create(settings("imagenet_vgg16", 3, "fp32"), 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("The architecture imagenet_vgg16 takes 2D images alone");
  }
}
