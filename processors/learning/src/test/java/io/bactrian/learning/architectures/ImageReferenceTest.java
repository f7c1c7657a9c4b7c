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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The networks that answer once an image give what GaNDLF's give with the same weights, which a
 * formula makes on both sides; see the README of the resources.
 */
class ImageReferenceTest {
  enum Reference {
    VGG11_2D(Norm.NONE, 3, List.of(96, 64), new Shape(2, 2, 64, 96)),
    VGG16_2D(Norm.BATCH, 3, List.of(64, 64), new Shape(3, 1, 64, 64)),
    VGG11_3D(Norm.INSTANCE, 2, List.of(64, 32, 64), new Shape(2, 1, 64, 32, 64)),
    RESNET18_2D(Norm.BATCH, 3, List.of(96, 64), new Shape(2, 2, 64, 96)),
    RESNET18_3D(Norm.INSTANCE, 2, List.of(32, 48, 32), new Shape(2, 1, 32, 48, 32)),
    RESNET50_2D(Norm.BATCH, 3, List.of(64, 64), new Shape(2, 3, 64, 64)),
    DENSENET121_2D(Norm.BATCH, 2, List.of(64, 96), new Shape(2, 3, 96, 64)),
    DENSENET121_3D(Norm.BATCH, 2, List.of(32, 32, 64), new Shape(2, 1, 64, 32, 32)),
    EFFICIENTNETB0_2D(Norm.BATCH, 3, List.of(48, 24), new Shape(3, 2, 24, 48)),
    UNETR_2D(Norm.BATCH, 3, List.of(16, 24), new Shape(2, 2, 24, 16)),
    UNETR_3D(Norm.BATCH, 2, List.of(8, 16, 8), new Shape(2, 1, 8, 16, 8)),
    TRANSUNET_2D(Norm.BATCH, 3, List.of(16, 24), new Shape(2, 2, 24, 16)),
    TRANSUNET_3D(Norm.BATCH, 2, List.of(8, 16, 8), new Shape(2, 1, 8, 16, 8));

    private final Norm norm;
    private final int classes;
    private final List<Integer> patch;
    private final Shape input;

    Reference(Norm norm, int classes, List<Integer> patch, Shape input) {
      this.norm = norm;
      this.classes = classes;
      this.patch = patch;
      this.input = input;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    private Parameters options() {
      int features = patch.size() == 2 ? 12 : 8;
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("inner_patch_size", 4);
      values.put("embed_dim", features);
      values.put("num_heads", features / 4);
      return perImage() ? Parameters.NONE : new Parameters(values);
    }

    private boolean perImage() {
      return !key().matches("(unetr|transunet).*");
    }

    Network network(String precision) {
      String architecture = key().substring(0, key().lastIndexOf('_'));
      List<Integer> classList = IntStream.range(0, classes).boxed().toList();
      ModelSettings settings =
          ModelSettings.of(patch.size(), architecture, classList)
              .withBaseFilters(4)
              .withDepth(2)
              .withNorm(norm)
              .withOptions(options())
              .withPrecision(precision);
      Statistics statistics = Statistics.valueOf(norm.name());
      return Architectures.create(
          new Blueprint(settings, (int) input.get(1), statistics, patch, perImage()));
    }
  }

  private static Path file() {
    try {
      return Path.of(ImageReferenceTest.class.getResource("images.safetensors").toURI());
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
    assertThat(sha256(parameters))
        .as(parameters)
        .isEqualTo(SafeTensors.readMetadata(file()).get(reference.key()));
  }

  static String sha256(String text) throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  @ParameterizedTest
  @EnumSource
  void givesTheValuesAndGradientsOfTheReference(Reference reference) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> expected = SafeTensors.read(file(), manager);
      Network network = reference.network("fp32");
      fill(network, manager);
      NDArray input = input(manager, reference.input);
      assertClose(
          compared(network.forward(input, false)), expected.get(reference.key() + ".inference"));
      NDArray training = expected.get(reference.key() + ".training");
      NDArray gradient = expected.get(reference.key() + ".gradient");
      if (training == null) {
        return;
      }
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray values = network.forward(input, true);
        assertClose(compared(values), training);
        collector.backward(values.square().mean());
      }
      if (gradient != null) {
        assertClose(sampled(network.parameters().get(0).gradient(), gradient), gradient);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bfloat16StaysNearTheReference(Reference reference) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray expected = SafeTensors.read(file(), manager).get(reference.key() + ".inference");
      Network network = reference.network("bf16");
      fill(network, manager);
      NDArray difference =
          compared(network.forward(input(manager, reference.input), false)).sub(expected);
      double error = Math.sqrt(difference.square().mean().getFloat());
      assertThat(error / Math.sqrt(expected.square().mean().getFloat())).isBetween(1e-5, 0.05);
    }
  }

  /** As the README of the resources says. */
  static void fill(Network network, NDManager manager) {
    network.initialize(manager, 1);
    List<NamedParameter> parameters = network.parameters();
    for (int k = 0; k < parameters.size(); k++) {
      NamedParameter parameter = parameters.get(k);
      Shape shape = parameter.shape();
      if (shape.dimension() == 0) {
        continue;
      }
      float[] values = new float[(int) shape.size()];
      boolean positive =
          parameter.name().endsWith("running_var")
              || shape.dimension() == 1 && parameter.name().endsWith("weight");
      double range = shape.dimension() == 1 ? 0.1 : Math.sqrt(6.0 / (shape.size() / shape.get(0)));
      for (int i = 0; i < values.length; i++) {
        double seed = Math.sin(12.9898 * (i + 1) + 78.233 * k) * 43758.5453;
        double uniform = seed - Math.floor(seed);
        values[i] = (float) (positive ? 0.75 + 0.5 * uniform : (2 * uniform - 1) * range);
      }
      try (NDArray array = manager.create(values, shape)) {
        array.copyTo(parameter.array());
      }
    }
  }

  static NDArray input(NDManager manager, Shape shape) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (Math.sin(1.7 * i) + 0.5 * Math.cos(0.11 * i));
    }
    return manager.create(values, shape);
  }

  /** All values an image, or every fourth voxel of each axis from index 1. */
  static NDArray compared(NDArray output) {
    return switch (output.getShape().dimension()) {
      case 5 -> output.get(new NDIndex(":,:,1::4,1::4,1::4"));
      case 4 -> output.get(new NDIndex(":,:,1::4,1::4"));
      default -> output;
    };
  }

  static NDArray sampled(NDArray array, NDArray like) {
    int step = Math.max(1, (int) (array.size() / 40));
    float[] all = array.toFloatArray();
    float[] some = new float[(int) like.size()];
    for (int i = 0; i < some.length; i++) {
      some[i] = all[i * step];
    }
    return like.getManager().create(some);
  }

  static void assertClose(NDArray actual, NDArray expected) {
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
