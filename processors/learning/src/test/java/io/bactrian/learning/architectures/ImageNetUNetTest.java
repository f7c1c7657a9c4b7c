package io.bactrian.learning.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.bactrian.cohort.configuration.ConfigurationException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * GaNDLF's imagenet_unet gives what the decoder and heads of segmentation_models_pytorch give on
 * torchvision's encoders, converted for volumes by ACSConv, with weights from a formula; see the
 * README of the resources.
 */
class ImageNetUNetTest {
  enum Reference {
    RESNET34_2D(Norm.BATCH, 5, 3, new Shape(2, 3, 64, 96), Map.of()),
    RESNET50_2D(
        Norm.INSTANCE,
        3,
        2,
        new Shape(2, 1, 40, 32),
        Map.of("decoder_channels", List.of(48, 32, 16), "decoder_attention_type", "scse")),
    VGG11_BN_2D(
        Norm.BATCH,
        5,
        3,
        new Shape(2, 2, 64, 96),
        Map.of("decoder_channels", List.of(32, 32, 16, 16, 8))),
    SOFT_3D(
        Norm.BATCH,
        4,
        2,
        new Shape(2, 1, 32, 16, 48),
        Map.of("decoder_channels", List.of(32, 16, 16, 8))),
    ACS_3D(
        Norm.BATCH,
        3,
        2,
        new Shape(2, 2, 16, 24, 32),
        Map.of("decoder_channels", List.of(32, 16, 8), "converter_type", "acs")),
    CONV3D_3D(
        Norm.NONE,
        3,
        3,
        new Shape(2, 1, 16, 24, 16),
        Map.of("decoder_channels", List.of(16, 16, 8), "converter_type", "conv3d")),
    SCSE_3D(
        Norm.BATCH,
        2,
        2,
        new Shape(2, 1, 8, 12, 16),
        Map.of("decoder_channels", List.of(32, 16), "decoder_attention_type", "scse")),
    POOLED_2D(Norm.BATCH, 5, 4, new Shape(3, 1, 64, 64), Map.of("pooling", "max"));

    private final Norm norm;
    private final int depth;
    private final int classes;
    private final Shape input;
    private final Map<String, Object> options;

    Reference(Norm norm, int depth, int classes, Shape input, Map<String, Object> options) {
      this.norm = norm;
      this.depth = depth;
      this.classes = classes;
      this.input = input;
      this.options = new HashMap<>(options);
      String first = name().toLowerCase(Locale.ROOT).replaceFirst("_[23]d$", "");
      this.options.put("encoder_name", first.matches("(resnet|vgg).*") ? first : "resnet18");
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    Network network(String precision) {
      int dimension = input.dimension() - 2;
      return Architectures.create(
          new Blueprint(
              settings(dimension, depth, IntStream.range(0, classes).boxed().toList(), options)
                  .withNorm(norm)
                  .withPrecision(precision),
              (int) input.get(1),
              Statistics.valueOf(norm.name()),
              List.of(),
              this == POOLED_2D));
    }
  }

  private static ModelSettings settings(
      int dimension, int depth, List<Integer> classes, Map<String, Object> options) {
    return ModelSettings.of(dimension, "imagenet_unet", classes)
        .withDepth(depth)
        .withOptions(new Parameters(options));
  }

  private static Path file() {
    try {
      return Path.of(ImageNetUNetTest.class.getResource("imagenet_unet.safetensors").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesParametersInTheOrderOfTheReference(Reference reference) throws Exception {
    String parameters =
        reference.network("fp32").parameters().stream()
            .map(one -> one.name() + " " + Arrays.toString(one.shape().getShape()) + "\n")
            .collect(Collectors.joining());
    assertThat(ImageReferenceTest.sha256(parameters))
        .as(parameters)
        .isEqualTo(SafeTensors.readMetadata(file()).get(reference.key()));
  }

  @ParameterizedTest
  @EnumSource
  void givesTheValuesAndGradientsOfTheReference(Reference reference) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> expected = SafeTensors.read(file(), manager);
      Network network = reference.network("fp32");
      ImageReferenceTest.fill(network, manager);
      NDArray input = ImageReferenceTest.input(manager, reference.input);
      close(network.forward(input, false), expected.get(reference.key() + ".inference"));
      NDArray training = expected.get(reference.key() + ".training");
      NDArray gradient = expected.get(reference.key() + ".gradient");
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray values = network.forward(input, true);
        if (training != null) {
          close(values, training);
        }
        collector.backward(values.square().mean());
      }
      // Whatever is trained has a gradient.
      for (NamedParameter parameter : network.parameters()) {
        if (parameter.trainable()) {
          assertThat(parameter.gradient().getShape()).isEqualTo(parameter.shape());
        }
      }
      if (gradient != null) {
        NDArray found = network.parameters().get(0).gradient();
        // Float32's own differ by up to 5e-3 from float64's, at the kinks of the ReLUs.
        NDArray sampled = ImageReferenceTest.sampled(found, gradient);
        ReferenceTest.assertClose(sampled, gradient, 1e-2);
      }
    }
  }

  private static void close(NDArray output, NDArray expected) {
    ImageReferenceTest.assertClose(ImageReferenceTest.compared(output), expected);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESNET34_2D", "SOFT_3D", "ACS_3D"})
  void bfloat16StaysNearTheReference(Reference reference) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray expected = SafeTensors.read(file(), manager).get(reference.key() + ".inference");
      Network network = reference.network("bf16");
      ImageReferenceTest.fill(network, manager);
      NDArray input = ImageReferenceTest.input(manager, reference.input);
      NDArray found = ImageReferenceTest.compared(network.forward(input, false));
      double error = Math.sqrt(found.sub(expected).square().mean().getFloat());
      assertThat(error / Math.sqrt(expected.square().mean().getFloat())).isBetween(1e-5, 0.05);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, resnet18, soft, fp32", "2, vgg11, soft, bf16", "3, resnet18, acs, bf16"})
  void stepsLowerTheLossAndKeepNothing(
      int dimension, String encoder, String converter, String precision) {
    Map<String, Object> options = Map.of("encoder_name", encoder, "converter_type", converter);
    ModelSettings settings =
        settings(dimension, 3, List.of(0, 1), options).withPrecision(precision);
    NetworkSteps.lowerTheLossAndKeepNothing(
        new Blueprint(settings, 2, Statistics.BATCH, List.of(), false));
  }

  /** Their file has all levels of the encoder, however few a network takes. */
  @ParameterizedTest
  @CsvSource({"resnet18", "resnet50", "vgg11", "vgg16_bn"})
  void levelsBelowTheDeepestMayBeInTheFile(String encoder) {
    Map<String, Object> options = Map.of("encoder_name", encoder);
    List<String> all = names(settings(2, 5, List.of(0, 1), options));
    for (int depth = 1; depth <= 5; depth++) {
      ModelSettings settings = settings(2, depth, List.of(0, 1), options);
      Pretraining pretraining = Architectures.pretraining(settings).orElseThrow();
      List<String> own = names(settings);
      assertThat(all).filteredOn(name -> !pretraining.mayBeUnused(name)).isEqualTo(own);
    }
  }

  private static List<String> names(ModelSettings settings) {
    return Architectures.create(settings, 3).parameters().stream()
        .map(NamedParameter::name)
        .filter(name -> name.startsWith("model.encoder."))
        .toList();
  }

  @Test
  void decoderChannelsAreAsManyAsLevels() {
    ModelSettings settings =
        settings(2, 5, List.of(0, 1), Map.of("decoder_channels", List.of(32, 16)));
    assertThatThrownBy(() -> Architectures.create(settings, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("decoder_channels has 2 numbers for 5 blocks")
        .hasMessageContaining("Give one for each level, or change encoder_depth");
  }
}
