package io.bactrian.learning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.bactrian.cohort.configuration.ModelSettings;
import io.bactrian.learning.ModelException;
import io.bactrian.learning.architectures.Architectures;
import io.bactrian.learning.architectures.Pretraining;
import io.bactrian.learning.network.Convolution;
import io.bactrian.learning.network.Kernel;
import io.bactrian.learning.network.Linear;
import io.bactrian.learning.network.NamedParameter;
import io.bactrian.learning.network.Network;
import io.bactrian.learning.network.NetworkShape;
import io.bactrian.learning.network.ParameterList;
import io.bactrian.learning.network.Precision;
import io.bactrian.learning.network.SizeRule;
import io.bactrian.learning.weights.AxisOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Weights of ImageNet on a VGG of one convolution and two fully connected layers. */
class ImageNetWeightsTest {
  private static final String SOURCE = "vgg.safetensors";
  private static final Pretraining VGG =
      Architectures.pretraining(ModelSettings.of(2, "imagenet_vgg11", List.of(0, 1))).orElseThrow();

  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  /** Two filters of 3 x 3, then 98 values of 7 x 7 places to 4 and to the classes. */
  private Network network(int channels, int classes) {
    ParameterList parameters = new ParameterList();
    ParameterList model = parameters.part("model");
    new Convolution(model.part("features.0"), channels, 2, Kernel.cube(2, 3, 1, 1), true);
    new Linear(model.part("classifier.0"), 98, 4);
    new Linear(model.part("classifier.6"), 4, classes);
    NetworkShape shape =
        new NetworkShape(2, channels, classes, SizeRule.atLeast(7, "pooled"), true);
    Network network = new Network(shape, Precision.FP32, (image, training) -> image, parameters);
    network.initialize(manager, 1);
    return network;
  }

  /** Of a thousand classes, by torchvision's names: each value is its place. */
  private Map<String, NDArray> torchvision() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("features.0.weight", counted(2, 3, 3, 3));
    arrays.put("features.0.bias", counted(2));
    arrays.put("classifier.0.weight", counted(4, 98));
    arrays.put("classifier.0.bias", counted(4));
    arrays.put("classifier.6.weight", counted(1000, 4));
    arrays.put("classifier.6.bias", counted(1000));
    return arrays;
  }

  private NDArray counted(long... shape) {
    Shape of = new Shape(shape);
    return manager.arange((float) of.size()).reshape(of);
  }

  private ImageNetWeights weights(Network network) {
    return new ImageNetWeights(VGG, network.parameters(), SOURCE);
  }

  private static void load(ImageNetWeights weights, Network network, Map<String, NDArray> arrays) {
    network.load(weights.fitted(weights.named(arrays)), SOURCE);
  }

  private static float[] values(Network network, String name) {
    return network.arrays().get(name).toFloatArray();
  }

  @Test
  void takesTorchvisionsWeightsOfTheSameClasses() {
    Network network = network(3, 1000);
    ImageNetWeights weights = weights(network);
    assertThat(weights.ofPictures(torchvision())).isTrue();
    load(weights, network, torchvision());
    assertThat(weights.remarks()).isEmpty();
    torchvision()
        .forEach(
            (name, array) ->
                assertThat(values(network, "model." + name)).isEqualTo(array.toFloatArray()));
  }

  @Test
  void takesGandlfsNamesAndThoseOfWrappers() {
    for (String prefix : List.of("model.", "module.model.", "model.model.")) {
      Network network = network(3, 1000);
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      torchvision().forEach((name, array) -> arrays.put(prefix + name, array));
      ImageNetWeights weights = weights(network);
      assertThat(weights.ofPictures(arrays)).isFalse();
      load(weights, network, arrays);
      assertThat(values(network, "model.classifier.6.bias"))
          .isEqualTo(torchvision().get("classifier.6.bias").toFloatArray());
    }
  }

  @Test
  void takesTimmsNamesAndItsConvolutionsForFullyConnectedLayers() {
    Network network = network(3, 1000);
    Map<String, NDArray> arrays = torchvision();
    arrays.put("pre_logits.fc1.weight", arrays.remove("classifier.0.weight").reshape(4, 2, 7, 7));
    arrays.put("pre_logits.fc1.bias", arrays.remove("classifier.0.bias"));
    arrays.put("head.fc.weight", arrays.remove("classifier.6.weight"));
    arrays.put("head.fc.bias", arrays.remove("classifier.6.bias"));
    load(weights(network), network, arrays);
    assertThat(values(network, "model.classifier.0.weight"))
        .isEqualTo(torchvision().get("classifier.0.weight").toFloatArray());
    assertThat(values(network, "model.classifier.6.bias"))
        .isEqualTo(torchvision().get("classifier.6.bias").toFloatArray());
  }

  @Test
  void theLayerOfOtherClassesStaysAsItWas() {
    Network network = network(3, 5);
    float[] before = values(network, "model.classifier.6.weight");
    ImageNetWeights weights = weights(network);
    load(weights, network, torchvision());
    assertThat(values(network, "model.classifier.6.weight")).isEqualTo(before);
    assertThat(values(network, "model.classifier.0.bias")).containsExactly(0, 1, 2, 3);
    assertThat(weights.remarks())
        .containsExactly(
            "The file has no weights for model.classifier.6 of this network: they start from random"
                + " values");
  }

  /** Kernels 0 to 8 of red, 9 to 17 of green, 18 to 26 of blue, then those of the other filter. */
  @Test
  void aGreyImageGetsTheSumOfTheColours() {
    Network network = network(1, 1000);
    ImageNetWeights weights = weights(network);
    load(weights, network, torchvision());
    float[] kernels = values(network, "model.features.0.weight");
    assertThat(kernels).hasSize(18).startsWith(0 + 9 + 18, 1 + 10 + 19);
    assertThat(kernels[9]).isEqualTo(27 + 36 + 45);
    assertThat(weights.remarks())
        .containsExactly(
            "The first kernels of ImageNet are for 3 colours: the one channel gets their sum");
  }

  @Test
  void otherChannelsGetTheColoursInTurn() {
    Network network = network(4, 1000);
    ImageNetWeights weights = weights(network);
    load(weights, network, torchvision());
    float[] kernels = values(network, "model.features.0.weight");
    assertThat(kernels[1]).isEqualTo(0.75f);
    assertThat(kernels[9 + 1]).isEqualTo(10 * 0.75f);
    assertThat(kernels[27 + 1]).isEqualTo(0.75f);
    assertThat(kernels[36 + 1]).isEqualTo(28 * 0.75f);
    assertThat(weights.remarks()).singleElement().asString().contains("in turn, times 3/4");
  }

  @Test
  void arraysThatAreAllOfAnotherNetworkAreAMistake() {
    Network network = network(3, 2);
    Map<String, NDArray> resnet = Map.of("conv1.weight", counted(2, 3, 7, 7));
    assertThatThrownBy(() -> weights(network).named(resnet))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Not one of the 1 arrays of the file is of the network")
        .hasMessageContaining(SOURCE)
        .hasMessageContaining("features.0.weight and so on, as torchvision's vgg11 has them")
        .hasMessageContaining("or GaNDLF's model.features.0.weight")
        .hasMessageContaining("give the weights of torchvision's vgg11 as initial_weights");
  }

  /** As vgg11_bn's are for vgg11. */
  @Test
  void arraysOfARelativeAreAMistakeThatNamesThem() {
    Network network = network(3, 2);
    Map<String, NDArray> other = torchvision();
    other.put("features.1.running_mean", counted(2));
    other.remove("classifier.0.bias");
    assertThatThrownBy(() -> load(weights(network), network, other))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("missing: 1\n      model.classifier.0.bias (4)")
        .hasMessageContaining("unexpected: 1\n      features.1.running_mean (2)");
  }

  @Test
  void theLayerOverPlacesIsTurnedWithTheKernels() {
    NDArray places = manager.arange(98f).reshape(1, 98);
    float[] turned =
        AxisOrder.XYZ
            .turned(Map.of("model.classifier.0.weight", places), 64, 64, 1)
            .get("model.classifier.0.weight")
            .toFloatArray();
    assertThat(turned).startsWith(0, 7, 14).contains(49, 56);
    assertThat(turned[49 + 1]).isEqualTo(49 + 7);
  }

  @Test
  void brainAgeKeepsTheFeaturesOfImageNet() {
    Pretraining brainAge =
        Architectures.pretraining(ModelSettings.of(2, "brain_age", List.of())).orElseThrow();
    assertThat(brainAge.model()).isEqualTo("vgg16");
    assertThat(brainAge.freezes("features.28.weight")).isTrue();
    assertThat(brainAge.freezes("classifier.0.weight")).isFalse();
    assertThat(brainAge.fresh("classifier.6.weight")).contains("classifier.6.");
    assertThat(brainAge.fresh("classifier.3.weight")).isEmpty();
  }

  /** As brain_age does, here with the names of the small network. */
  @Test
  void frozenFeaturesStayAndTheOthersAreTrained() {
    Network network = network(3, 1000);
    Pretraining frozen =
        new Pretraining("vgg16", "model.", List.of(), List.of(), "model.features.");
    ImageNetWeights weights = new ImageNetWeights(frozen, network.parameters(), SOURCE);
    load(weights, network, torchvision());
    weights.freeze();
    assertThat(weights.remarks())
        .containsExactly(
            "The 2 arrays of model.features. stay those of ImageNet; the others are trained");
    assertThat(network.parameters().stream().filter(one -> !one.trainable()))
        .extracting(NamedParameter::name)
        .containsExactly("model.features.0.weight", "model.features.0.bias");
    assertThat(network.arrays().get("model.features.0.weight").hasGradient()).isFalse();
    assertThat(network.arrays().get("model.classifier.0.weight").hasGradient()).isTrue();
  }

  @Test
  void networksThatNobodyTrainedOnImageNetSaySo() {
    assertThat(Architectures.pretraining(ModelSettings.of(2, "unet", List.of(0, 1)))).isEmpty();
  }
}
